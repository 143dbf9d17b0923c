package source

// maxNesting is far more than people and tools write. Parsers go down a level
// for each bracket, operator or word before a value, and a stack that is used up
// ends the program: esbuild's is at some 100,000 levels.
const maxNesting = 20_000

// tooDeep reports whether a file nests without end, by its bytes alone: what is
// in comments counts, too.
func tooDeep(data []byte) bool {
	depth, run := 0, 0
	for i, c := range data {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth, run = max(depth-1, 0), 0
		case ';', ',', '"', '\'', '`':
			run = 0
		case '!', '~', '-', '+', '?', '=', '<', '&', '|', '^', '*', '%':
			run++
		case ' ', '\n', '\t':
			if i+1 < len(data) && isWord(data[i+1]) {
				run++
			}
		}
		if depth > maxNesting || run > maxNesting {
			return true
		}
	}
	return false
}
