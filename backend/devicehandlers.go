package backend

import (
	"errors"
	"net/http"
	"time"
)

// deviceReply is that of RFC 8628, 3.2.
type deviceReply struct {
	DeviceCode  string `json:"device_code"`
	UserCode    string `json:"user_code"`
	URI         string `json:"verification_uri"`
	CompleteURI string `json:"verification_uri_complete"`
	ExpiresIn   int    `json:"expires_in"`
	Interval    int    `json:"interval"`
}

// authorizeDevice begins the flow of a device.
func (h *handler) authorizeDevice(w http.ResponseWriter, r *http.Request) {
	reply, err := h.beginDevice(r)
	writeOAuth(w, r, reply, err)
}

func (h *handler) beginDevice(r *http.Request) (deviceReply, error) {
	form, err := readPosted(r)
	if err != nil {
		return deviceReply{}, err
	}
	client, err := form.client(r)
	if err != nil {
		return deviceReply{}, err
	}
	list, err := parseScopes(form.Get("scope"))
	if err != nil {
		return deviceReply{}, err
	}
	code, userCode, err := h.store.newDevice(r.Context(), client.ID, list)
	uri := "http://" + r.Host + devicePath
	return deviceReply{
		code, userCode, uri, uri + "?user_code=" + userCode,
		int(deviceLifetime / time.Second), int(devicePause / time.Second),
	}, err
}

// devicePage asks for the code that the device shows, and then for consent.
func (h *handler) devicePage(w http.ResponseWriter, r *http.Request) {
	text := r.URL.Query().Get("user_code")
	if text == "" {
		writePage(w, http.StatusOK, webPage{Title: "Log in a device", AskCode: true})
		return
	}
	code := readUserCode(text)
	d, err := h.store.waitingDevice(r.Context(), code)
	if errors.Is(err, errNoDevice) {
		writePage(w, http.StatusNotFound, webPage{Title: "No such code", Text: err.Error(), AskCode: true})
		return
	}
	if err != nil {
		writeFault(w, err)
		return
	}
	h.writeConsent(w, r, consent{Client: d.client, Scopes: d.scopes, Device: hashOf(code)}, "the device that shows "+code)
}

// decideDevice takes the decision about a device.
func (h *handler) decideDevice(w http.ResponseWriter, r *http.Request) {
	value, allow, err := readDecision(r)
	if err == nil {
		err = h.store.answerDevice(r.Context(), value, allow)
	}
	switch {
	case err != nil:
		writeFault(w, err)
	case allow:
		writePage(w, http.StatusOK, webPage{Title: "The device is logged in", Text: "You can close this page."})
	default:
		writePage(w, http.StatusOK, webPage{Title: "The device is not logged in", Text: "You can close this page."})
	}
}
