package backend

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
)

// isAssetUpload says whether a request carries files, for which a session's
// token stands in for the user's.
func isAssetUpload(r *http.Request) (account string, ok bool) {
	account, found := strings.CutPrefix(r.URL.Path, rootPath+"/accounts/")
	account, ok = strings.CutSuffix(account, "/workers/assets/upload")
	return account, found && ok && isAccountID(account)
}

func (h *handler) authenticateAssets(ctx context.Context, account, token string) (caller, error) {
	store, err := h.store.InAccount(ctx, account)
	if errors.Is(err, ErrNoAccount) {
		err = forbidden()
	}
	if err != nil {
		return caller{}, err
	}
	a, err := store.assetSession(ctx, store.db, token, false)
	if errors.Is(err, ErrNoToken) {
		err = invalidToken()
	}
	return caller{rights: editWorkers, assets: a}, store.fail(err)
}

// assetsReply says what to send, in which requests, and with which token.
type assetsReply struct {
	JWT     string     `json:"jwt"`
	Buckets [][]string `json:"buckets"`
}

func (h *handler) startAssets(w http.ResponseWriter, r *http.Request) {
	var reply assetsReply
	sizes, err := readManifest(r)
	if err == nil {
		var missing []string
		missing, reply.JWT, err = h.store.startAssets(r.Context(), r.PathValue("name"), sizes)
		reply.Buckets = buckets(sizes, missing)
	}
	writeResult(w, reply, err)
}

func readManifest(r *http.Request) (map[string]int64, error) {
	if name := r.PathValue("name"); !isWorkerName(name) {
		return nil, badWorkerName()
	}
	data, err := readBounded(r.Body, maxManifest, codeBadWorker)
	if err != nil {
		return nil, err
	}
	var want struct {
		Manifest manifest `json:"manifest"`
	}
	if err := decodeWorker(data, &want); err != nil {
		return nil, err
	}
	return want.Manifest.sizes()
}

// uploadAssets takes files: each part is one, in base64, named by its hash.
func (h *handler) uploadAssets(w http.ResponseWriter, r *http.Request) {
	a, come := callerOf(r).assets, map[string]bool{}
	err := readForm(w, r, func(part *multipart.Part) error {
		come[part.FormName()] = true
		return checkAsset(a, part)
	})
	switch {
	case err != nil:
	case r.URL.Query().Get("base64") != "true":
		err = badWorker("files have to be sent in base64")
	case len(come) == 0:
		err = badWorker("the upload has no file")
	}
	var token string
	if err == nil {
		token, err = h.store.addAssets(r.Context(), a, come)
	}
	switch {
	case err != nil:
		writeResult(w, nil, err)
	case token == "":
		writeAssets(w, http.StatusAccepted, nil)
	default:
		writeAssets(w, http.StatusCreated, &token)
	}
}

func writeAssets(w http.ResponseWriter, status int, token *string) {
	writeJSON(w, status, resultReply{
		Result: map[string]*string{"jwt": token}, Success: true, Errors: []message{}, Messages: []message{},
	})
}

// checkAsset compares a file with what the manifest says of it. Its hash is one
// that only Wrangler knows how to make.
func checkAsset(a assetSession, part *multipart.Part) error {
	size, wanted := a.Sizes[part.FormName()]
	if !wanted {
		return badWorker("the manifest names no file of the hash '%s'", part.FormName())
	}
	n, err := io.Copy(io.Discard, base64.NewDecoder(base64.StdEncoding, part))
	if _, bad := errors.AsType[base64.CorruptInputError](err); bad || err == nil && n != size {
		return badWorker("the file of the hash %s is not the one of %d bytes that the manifest names", part.FormName(), size)
	}
	return err
}
