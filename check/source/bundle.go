package source

import (
	"bytes"
	"cmp"
	"errors"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// namespace keeps esbuild from looking for anything on its own.
const namespace = "worker"

// bundler lets esbuild put together what main imports, and reads for it. esbuild
// asks from several goroutines at once.
type bundler struct {
	main    string
	reader  Reader
	aliases []alias

	mu     sync.Mutex
	files  map[string]loaded // what was asked for, whether it is there or not
	total  int
	faults []placedFault
}

type loaded struct {
	data []byte
	err  error
}

// placedFault is a fault as esbuild gives its place: a line from 1, and a column
// and a length in bytes.
type placedFault struct {
	kind                 FaultKind
	path                 string
	line, column, length int
	message              string
}

func (f placedFault) compare(g placedFault) int {
	return cmp.Or(cmp.Compare(f.path, g.path), cmp.Compare(f.line, g.line), cmp.Compare(f.column, g.column),
		cmp.Compare(f.message, g.message))
}

func (f placedFault) fault(files map[string][]byte) Fault {
	fault := Fault{Kind: f.kind, Message: f.message}
	data, ok := files[f.path]
	if starts := lineStarts(data); ok && f.line > 0 && f.line <= len(starts) {
		at := starts[f.line-1] + f.column
		fault.Place = Place{f.path, diag.NewIndex(data).Range(at, at+f.length)}
	}
	return fault
}

// load reads a file once.
func (b *bundler) load(path string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f, ok := b.files[path]
	if !ok {
		f.data, f.err = b.reader(path)
		b.total += len(f.data)
		switch {
		case f.err != nil:
		case b.total > maxBytes:
			f.err = &bounded.SizeError{Most: maxBytes}
		case loaderOf(path) != api.LoaderText && tooDeep(f.data):
			f.err = errTooDeep
		}
		b.files[path] = f
	}
	return f.data, f.err
}

func (b *bundler) fail(f placedFault) {
	b.mu.Lock()
	b.faults = append(b.faults, f)
	b.mu.Unlock()
}

// bundle gives the code and its source map. Where it gives none there is a
// fault.
func (b *bundler) bundle() (code, sourceMap []byte) {
	b.readAliases()
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{b.main}, Bundle: true, Outfile: "worker.js",
		Format: api.FormatESModule, Platform: api.PlatformNeutral, Target: api.ESNext,
		// What the parser does not know.
		Supported: map[string]bool{
			"async-generator": false, "for-await": false, "using": false, "decorators": false, "import-attributes": false,
			"hashbang": false,
		},
		Sourcemap: api.SourceMapExternal, SourcesContent: api.SourcesContentExclude,
		Charset: api.CharsetASCII, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent, LogLimit: maxFaults,
		TsconfigRaw: `{"compilerOptions":{"experimentalDecorators":true}}`,
		Plugins:     []api.Plugin{{Name: "worker", Setup: b.setup}},
	})
	for _, m := range result.Errors {
		if _, known := m.Detail.(toldFault); known {
			continue
		}
		f := placedFault{kind: Invalid, message: lowered(m.Text)}
		if l := m.Location; l != nil {
			f.path = strings.TrimPrefix(l.File, namespace+":")
			f.line, f.column, f.length = l.Line, l.Column, l.Length
		}
		b.fail(f)
	}
	for _, f := range result.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	return code, sourceMap
}

// lowered begins a message as ours do.
func lowered(text string) string {
	if len(text) > 1 && isWord(text[1]) {
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// maxFaults is how many faults are worth telling of one Worker.
const maxFaults = 20

// toldFault marks an error that there is a fault for already.
type toldFault struct{}

func (b *bundler) setup(p api.PluginBuild) {
	p.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return b.resolve(a), nil
	})
	p.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		return b.contents(a.Path), nil
	})
}

// resolve leaves everything outside the bundle that is no file of the project.
func (b *bundler) resolve(a api.OnResolveArgs) api.OnResolveResult {
	outside := api.OnResolveResult{Path: a.Path, External: true}
	if a.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{Path: b.main, Namespace: namespace}
	}
	name, _, _ := strings.Cut(a.Path, "?")
	var found string
	relative := strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") || name == "." || name == ".."
	if relative {
		found = b.find(filepath.Join(filepath.Dir(a.Importer), filepath.FromSlash(name)))
	} else {
		found = b.findAlias(name)
	}
	switch {
	case found != "":
		return api.OnResolveResult{Path: found, Namespace: namespace}
	case relative:
		b.fail(b.unresolved(a))
	}
	return outside
}

// unresolved says where the import stands, which esbuild does not tell.
func (b *bundler) unresolved(a api.OnResolveArgs) placedFault {
	f := placedFault{kind: Unresolved, path: a.Importer, message: quoted(a.Path) + " is not there"}
	data, _ := b.load(a.Importer)
	for _, quote := range []string{`"`, "'"} {
		if at := bytes.Index(data, []byte(quote+a.Path+quote)); at >= 0 {
			start := bytes.LastIndexByte(data[:at], '\n') + 1
			f.line, f.column, f.length = bytes.Count(data[:at], []byte("\n"))+1, at-start, len(a.Path)+2
			return f
		}
	}
	return f
}

// contents is a file for esbuild. What is no program means nothing.
func (b *bundler) contents(path string) api.OnLoadResult {
	loader, text := loaderOf(path), ""
	if loader != api.LoaderEmpty {
		data, err := b.load(path)
		if err != nil {
			b.refuse(path, err)
			return api.OnLoadResult{Errors: []api.Message{{Text: "refused", Detail: toldFault{}}}}
		}
		text = string(data)
	}
	return api.OnLoadResult{Contents: &text, Loader: loader}
}

func (b *bundler) refuse(path string, err error) {
	reason := "cannot be read"
	if _, tooLarge := errors.AsType[*bounded.SizeError](err); tooLarge {
		path, reason = b.main, "with all that it imports "+err.Error()
	} else if errors.Is(err, errTooDeep) {
		reason = err.Error()
	}
	b.fail(placedFault{kind: TooLarge, message: quoted(path) + " " + reason})
}
