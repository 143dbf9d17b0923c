package source

import (
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
	main     string
	settings Settings
	reader   Reader

	mu      sync.Mutex
	files   map[string]loaded // what was asked for, whether it is there or not
	total   int               // bytes
	weight  int
	faults  []placedFault
	assets  map[string]api.Loader // by path: what a rule says of a file
	missing map[imports]lack
	patched map[string][]byte // by path: the code that esbuild is given instead

	folding  sync.Mutex
	folders  map[string]*folder
	tsconfig func() *tsconfig // that the settings name
}

func newBundler(main string, s Settings, read Reader) *bundler {
	b := &bundler{main: main, settings: s, reader: read, files: map[string]loaded{}, assets: map[string]api.Loader{},
		missing: map[imports]lack{}, patched: map[string][]byte{}, folders: map[string]*folder{}}
	b.tsconfig = sync.OnceValue(func() *tsconfig {
		return b.readTsconfig(filepath.Join(s.Dir, filepath.FromSlash(s.Tsconfig)), map[string]bool{})
	})
	return b
}

type loaded struct {
	data   []byte
	err    error
	opaque bool // it is there, and what it holds is not known
}

// placedFault is a fault as esbuild gives its place: a line from 1, and a column
// and a length in bytes.
type placedFault struct {
	kind                 FaultKind
	path                 string
	line, column, length int
	message              string
}

// at puts a fault where esbuild says.
func (f placedFault) at(l *api.Location) placedFault {
	if l != nil {
		f.path = strings.TrimPrefix(l.File, namespace+":")
		f.line, f.column, f.length = l.Line, l.Column, l.Length
	}
	return f
}

func (f placedFault) compare(g placedFault) int {
	return cmp.Or(cmp.Compare(f.path, g.path), cmp.Compare(f.line, g.line), cmp.Compare(f.column, g.column),
		cmp.Compare(f.message, g.message))
}

func (f placedFault) fault(files map[string][]byte) Fault {
	fault := Fault{Kind: f.kind, Message: f.message}
	if start, end, ok := f.span(files[f.path]); ok {
		fault.Place = Place{f.path, diag.NewIndex(files[f.path]).Range(start, end)}
	}
	return fault
}

// span is the place in the file.
func (f placedFault) span(data []byte) (start, end int, ok bool) {
	starts := lineStarts(data)
	if data == nil || f.line < 1 || f.line > len(starts) {
		return 0, 0, false
	}
	start = starts[f.line-1] + f.column
	return start, start + f.length, true
}

// load reads a file once.
func (b *bundler) load(path string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f, ok := b.files[path]
	if !ok {
		f.data, f.err = b.reader(path)
		if f.opaque = isOpaque(path, len(f.data)); f.opaque {
			f.data = nil
		}
		if f.err == nil {
			f.err = b.limit(path, f.data)
		}
		b.files[path] = f
	}
	return f.data, f.err
}

// limit adds a file to what the Worker has so far, and fails for too much.
func (b *bundler) limit(path string, data []byte) error {
	isText := loaderOf(path) == api.LoaderText
	b.total += len(data)
	if !isText && b.total <= maxBytes {
		b.weight += weight(data)
	}
	switch {
	case b.total > maxBytes:
		return &bounded.SizeError{Most: maxBytes}
	case b.weight > maxWeight:
		return errTooMuch
	case !isText && tooDeep(data):
		return errTooDeep
	}
	return nil
}

// maxData is from where on data is no setting that anybody looks for.
const maxData = 256 << 10

// isOpaque tells the files that are of no use here, such as WebAssembly.
func isOpaque(path string, size int) bool {
	return loaderOf(path) == api.LoaderEmpty || size > maxData && !isProgram(path)
}

func (b *bundler) fail(f placedFault) {
	b.mu.Lock()
	b.faults = append(b.faults, f)
	b.mu.Unlock()
}

// maxBuilds bounds how often esbuild is asked again about what it does not take
// as it is.
const maxBuilds = 10

// bundle gives the code and its source map. Where it gives none there is a
// fault.
func (b *bundler) bundle() (code, sourceMap []byte) {
	result := b.build()
	for n := 1; n < maxBuilds && b.workAround(result.Errors); n++ {
		result = b.build()
	}
	b.tell(result.Errors)
	for _, f := range result.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	return code, sourceMap
}

func (b *bundler) build() api.BuildResult {
	return api.Build(api.BuildOptions{
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
}

// tell makes faults of what esbuild says, but for what there are faults for.
func (b *bundler) tell(messages []api.Message) {
	for _, m := range messages {
		_, known := m.Detail.(toldFault)
		kind := Invalid
		if isUnresolved(m) {
			kind, known = Unknown, b.isTold(m)
		}
		if !known {
			b.fail(placedFault{kind: kind, message: lowered(m.Text)}.at(m.Location))
		}
	}
}

// lowered says a message as ours are: it begins with a small letter, unless that
// is an abbreviation's, and files have no namespace.
func lowered(text string) string {
	text = strings.ReplaceAll(text, `"`+namespace+":", `"`)
	if len(text) > 1 && text[1] >= 'a' && text[1] <= 'z' {
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

// contents is a file for esbuild. What is no program means nothing.
func (b *bundler) contents(path string) api.OnLoadResult {
	b.mu.Lock()
	loader, isAsset := b.assets[path]
	patch := b.patched[path]
	opaque := b.files[path].opaque
	b.mu.Unlock()
	switch {
	case opaque:
		loader = api.LoaderEmpty
	case !isAsset:
		loader = loaderOf(path)
	}
	text := string(patch)
	if loader != api.LoaderEmpty && patch == nil {
		data, err := b.load(path)
		if err != nil {
			b.refuse(path, err)
			return api.OnLoadResult{Errors: []api.Message{{Text: "refused", Detail: toldFault{}}}}
		}
		text = string(data)
	}
	return api.OnLoadResult{Contents: &text, Loader: loader}
}

// refuse tells of a file that is too much.
func (b *bundler) refuse(path string, err error) {
	why := reason(err)
	if !errors.Is(err, errTooDeep) {
		path, why = b.main, "with all that it imports "+why
	}
	b.fail(placedFault{kind: TooLarge, message: quoted(path) + " " + why})
}
