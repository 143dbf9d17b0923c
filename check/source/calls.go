package source

// Calls are the calls of bindings, each by all the bindings that it may be of.
func (w *Worker) Calls() (calls [][]Use) {
	for _, u := range w.Uses {
		if u.Method == "" {
			continue
		}
		last := len(calls) - 1
		if last >= 0 && calls[last][0].At == u.At && calls[last][0].Method == u.Method {
			calls[last] = append(calls[last], u)
		} else {
			calls = append(calls, []Use{u})
		}
	}
	return calls
}
