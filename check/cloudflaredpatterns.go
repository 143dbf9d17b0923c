package check

import "regexp"

// The patterns of cloudflaredConfig. The last group is the value that counts.
// They are compiled for the few files that need them, not at each start.
const (
	// wordStart and wordEnd keep a name from being found within a longer one.
	wordStart = `(?:^|[^\w.-])`
	wordEnd   = `(?:$|[^\w.-])`

	// --protocol=http2, "--protocol", "http2" and the same as items of a list.
	// -p is the short form.
	protocolFlag = wordStart + `--?p(?:rotocol)?` +
		`(?:["']?=["']?|["']?[\s,\\]+(?:-[ \t]+)?["']?)(http2)` + wordEnd

	// NAME=http2, NAME: http2, and Kubernetes' pairs of name and value.
	protocolVariable = wordStart + `TUNNEL_TRANSPORT_PROTOCOL["']?` +
		`(?:[ \t]*[=:][ \t]*|[ \t]+|[\s,]+["']?value["']?[ \t]*:[ \t]*)["']?(http2)` + wordEnd
	protocolVariableReversed = wordStart + `value["']?[ \t]*:[ \t]*["']?(http2)["']?` +
		`[\s,]+["']?name["']?[ \t]*:[ \t]*["']?TUNNEL_TRANSPORT_PROTOCOL` + wordEnd

	// The key of cloudflared's own file.
	protocolKey = `(?m)^[ \t]*["']?protocol["']?[ \t]*:[ \t]*["']?(http2)["']?[ \t\r]*$`

	// The tag of an image, the version of a package or of a Go module.
	versionOfPackage = wordStart + `cloudflared[:=@]v?(\d[\w.+-]*)`

	versionOfDownload = `/releases/download/v?(\d[\w.+-]*)/cloudflared`

	versionVariable = `(?i)CLOUDFLARED_VERSION["']?[ \t]*[=: ][ \t]*["']?v?(\d[\w.+-]*)`

	// The tag where it is a key of its own, as in Helm's values and in kustomize.
	versionKey = `(?m)^[ \t]*(?:-[ \t]+)?["']?(?:tag|newTag)["']?[ \t]*:[ \t]*["']?v?(\d[\w.+-]*)`
)

// maxMatches bounds the matches of one pattern in one file, and so the work.
const maxMatches = 200

// span is a stretch of a text in bytes.
type span struct{ start, end int }

// findAll gives the values of a pattern.
func (s *sourceText) findAll(pattern string) []span {
	var list []span
	for _, m := range regexp.MustCompile(pattern).FindAllSubmatchIndex(s.text, maxMatches) {
		list = append(list, span{m[len(m)-2], m[len(m)-1]})
	}
	return list
}
