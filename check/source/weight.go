package source

import "errors"

// maxWeight is for a Worker with all that it imports. What weighs that takes
// some 400 MB: 4 MB of JavaScript as people write it, 1 MB of nothing but calls.
const maxWeight = 320 << 20

var errTooMuch = errors.New("would take too much memory to read")

// weight is about how many bytes of memory a program takes, as measured: parsers
// make little of long names, texts and comments, and much of each statement,
// each function and each operator.
func weight(data []byte) (n int) {
	for i, c := range data {
		switch c {
		case '{':
			n += 1800
		case ';':
			n += 1400
		case '>':
			if i > 0 && data[i-1] == '=' {
				n += 2000
			}
		case ',', '(', '[':
			n += 500
		case '=':
			n += 400
		case '+', '-', '*', '/', '%', '<', '?', '&', '|', '^':
			n += 300
		case '.', ':', '!', '~':
			n += 100
		default:
			n += 20
		}
	}
	return n
}
