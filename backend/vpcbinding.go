package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// The codes of a Worker's VPC bindings (facts/cloudflare-api.md 5.5).
const (
	codeNoVPC        = 10180
	codeVPCForbidden = 10196
)

// meshNetwork is the only network that there is (facts/cloudflare-api.md 5.3).
const meshNetwork = "cf1:network"

// checkBindings refuses a Worker that binds what is not there, or what the
// caller may not bind (facts/cloudflare-api.md 4.1). The right comes first: who
// may not bind a thing is not told whether it exists.
func checkBindings(ctx context.Context, tx *sql.Tx, may rights, list []binding) error {
	for _, b := range list {
		var err error
		switch b.kind() {
		case "vpc_service":
			err = checkServiceBinding(ctx, tx, may, b)
		case "vpc_network":
			err = checkNetworkBinding(ctx, tx, may, b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func checkServiceBinding(ctx context.Context, tx *sql.Tx, may rights, b binding) error {
	id := b.text("service_id")
	switch {
	case id == "":
		return badBinding(b, "must have a `service_id`")
	case !may.allow(bindServices):
		return bindForbidden("VPC Service '"+id+"'", "Bind")
	}
	found, err := exists(ctx, tx, "SELECT 1 FROM services WHERE id = ?", strings.ToLower(id))
	if err == nil && !found {
		err = noVPC("VPC Service", id, "service", "service_id")
	}
	return err
}

func checkNetworkBinding(ctx context.Context, tx *sql.Tx, may rights, b binding) error {
	network, tunnel := b.text("network_id"), b.text("tunnel_id")
	switch {
	case (network == "") == (tunnel == ""):
		return badBinding(b, "must have either a `tunnel_id` or a `network_id`")
	case network != "" && network != meshNetwork:
		return badBinding(b, "knows no `network_id` but "+meshNetwork)
	case network != "" && !may.allow(bindServices):
		return bindForbidden("VPC Network '"+network+"'", "Bind")
	case network != "":
		return nil
	case !may.allow(editDirectory):
		return bindForbidden("tunnel '"+tunnel+"'", "Admin")
	}
	found, err := exists(ctx, tx, "SELECT 1 FROM tunnels WHERE id = ? AND deleted_at IS NULL", strings.ToLower(tunnel))
	if err == nil && !found {
		err = noVPC("Tunnel", tunnel, "tunnel", "tunnel_id")
	}
	return err
}

func exists(ctx context.Context, tx *sql.Tx, query, id string) (bool, error) {
	var found int
	err := tx.QueryRowContext(ctx, query, id).Scan(&found)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// noVPC is worded as recorded (L0106).
func noVPC(what, id, noun, field string) *apiError {
	return &apiError{
		status: http.StatusBadRequest, code: codeNoVPC,
		msg: fmt.Sprintf("%s '%s' not found. Verify the %s exists in your account and that the %s in your configuration "+
			"is correct.", what, id, noun, field),
		docs: "https://developers.cloudflare.com/workers-vpc/get-started/",
	}
}

func bindForbidden(what, right string) *apiError {
	return &apiError{
		status: http.StatusForbidden, code: codeVPCForbidden,
		msg: fmt.Sprintf("Not authorized to bind %s. The credentials need the permission Connectivity Directory %s.",
			what, right),
	}
}

func badBinding(b binding, fault string) *apiError {
	return badWorker("binding %s of type %s %s", b.name(), b.kind(), fault)
}
