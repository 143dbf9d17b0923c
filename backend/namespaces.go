package backend

import "net/http"

// listNamespaces lists the account's KV namespaces, of which there are none:
// they are another product. Wrangler asks when it deletes a Worker, and gives
// up if it is told so.
func (h *handler) listNamespaces(w http.ResponseWriter, _ *http.Request) {
	writeResults(w, []string{}, &resultInfo{1, maxPage, 0, 0}, nil)
}
