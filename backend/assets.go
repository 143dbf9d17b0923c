package backend

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Bounds of static assets. The first two are documented; a bucket is what one
// request may bring, which base64 makes a third larger.
const (
	maxAsset       = 25 << 20
	maxAssets      = 20_000
	maxManifest    = 8 << 20
	maxBucketBytes = 40 << 20
	maxBucketFiles = 1000
)

// manifest names the files of a Worker by their paths. The files themselves are
// looked at, and not kept: nothing here would serve them.
type manifest map[string]asset

type asset struct {
	Hash string `json:"hash"`
	Size int64  `json:"size"`
}

// sizes are those of the files by their hashes.
func (m manifest) sizes() (map[string]int64, error) {
	if len(m) > maxAssets {
		return nil, badWorker("a Worker has at most %d static assets", maxAssets)
	}
	sizes := map[string]int64{}
	for path, a := range m {
		known, seen := sizes[a.Hash]
		switch {
		case !strings.HasPrefix(path, "/"):
			return nil, badWorker("the path '%s' of an asset does not begin with /", path)
		case !isAssetHash(a.Hash):
			return nil, badWorker("the hash of '%s' is not hexadecimal", path)
		case a.Size < 0 || a.Size > maxAsset:
			return nil, badWorker("'%s' is larger than %d MiB", path, maxAsset>>20)
		case seen && known != a.Size:
			return nil, badWorker("two assets of the hash %s have different sizes", a.Hash)
		}
		sizes[a.Hash] = a.Size
	}
	return sizes, nil
}

func isAssetHash(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// buckets says which files to send together, the small ones first.
func buckets(sizes map[string]int64, missing []string) [][]string {
	slices.SortFunc(missing, func(a, b string) int {
		return cmp.Or(cmp.Compare(sizes[a], sizes[b]), strings.Compare(a, b))
	})
	list := [][]string{}
	var total int64
	for _, hash := range missing {
		last := len(list) - 1
		if last < 0 || len(list[last]) == maxBucketFiles || total+sizes[hash] > maxBucketBytes {
			list, total, last = append(list, nil), 0, last+1
		}
		list[last] = append(list[last], hash)
		total += sizes[hash]
	}
	return list
}

// missingOf are the hashes of which the account has no file.
func missingOf(sizes map[string]int64, had []string) []string {
	left := maps.Clone(sizes)
	for _, hash := range had {
		delete(left, hash)
	}
	return slices.Collect(maps.Keys(left))
}
