package commands_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v3"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
)

// recipe writes the commands of a recipe in docs/hooks.md, or of what it uses,
// action.yml or .pre-commit-hooks.yaml, into a shell script: "recipe npm npm.sh".
func recipe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: recipe name file")
	}
	script, err := recipeText(args[0])
	ts.Check(err)
	if script == "" {
		ts.Fatalf("there is no recipe %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(script), 0o600))
}

func recipeText(name string) (string, error) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "hooks.md"))
	if err != nil {
		return "", err
	}
	titles := map[string]string{
		"git": "Git", "npm": "npm", "wrangler": "Wrangler", "gitlab": "GitLab CI", "script": "Any script",
	}
	_, section, _ := strings.Cut(string(page), "\n## "+titles[name]+"\n")
	block := regexp.MustCompile("(?s)```\\w+\n(.*?)```").FindStringSubmatch(section)
	switch {
	case name == "action":
		return actionScript()
	case name == "pre-commit":
		return preCommitEntry(string(page))
	case block == nil:
		return "", nil
	}
	switch name {
	case "npm":
		var v struct{ Scripts struct{ Predeploy string } }
		err = json.Unmarshal([]byte(block[1]), &v)
		return v.Scripts.Predeploy, err
	case "wrangler":
		var v struct{ Build struct{ Command string } }
		err = json.Unmarshal([]byte(block[1]), &v)
		return v.Build.Command, err
	case "gitlab":
		var v struct{ Lariat struct{ Script []string } }
		err = yaml.Unmarshal([]byte(block[1]), &v)
		return strings.Join(v.Lariat.Script, "\n"), err
	}
	return block[1], nil
}

// preCommitHook is what .pre-commit-hooks.yaml says of a hook.
type preCommitHook struct {
	ID, Entry, Files string
	Args             []string
}

func readPreCommitHooks() (hooks []preCommitHook, err error) {
	data, err := os.ReadFile(filepath.Join("..", ".pre-commit-hooks.yaml"))
	if err == nil {
		err = yaml.Unmarshal(data, &hooks)
	}
	return hooks, err
}

// preCommitEntry is what the pre-commit program runs for the recipe in the page.
func preCommitEntry(page string) (string, error) {
	_, recipe, _ := strings.Cut(page, "```yaml\nrepos:")
	recipe, _, _ = strings.Cut(recipe, "```")
	var v struct {
		Repos []struct{ Hooks []preCommitHook }
	}
	if err := yaml.Unmarshal([]byte("repos:"+recipe), &v); err != nil || len(v.Repos) == 0 || len(v.Repos[0].Hooks) == 0 {
		return "", err
	}
	hooks, err := readPreCommitHooks()
	for _, h := range hooks {
		if h.ID == v.Repos[0].Hooks[0].ID {
			return strings.Join(append([]string{h.Entry}, h.Args...), " "), err
		}
	}
	return "", err
}

// The pre-commit program runs the hook for every file that lariat check reads.
// The regular expression is Python's, of which Go has this part.
func TestPreCommitFiles(t *testing.T) {
	t.Parallel()
	hooks, err := readPreCommitHooks()
	if err != nil || len(hooks) != 1 {
		t.Fatalf("%d hooks: %v", len(hooks), err)
	}
	files := regexp.MustCompile(hooks[0].Files)
	read := append(configfile.Names(), ".lariat.toml", "tsconfig.json", "src/hosts.json")
	for _, extension := range []string{"ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"} {
		read = append(read, "src/index."+extension)
	}
	for _, path := range []string{
		"compose.yaml", "config.yml", "etc/cloudflared.service", "cloudflared.service.d/override.conf",
		"Dockerfile", "api/dockerfile", "Dockerfile.prod", "api/tunnel.Dockerfile", "Containerfile",
	} {
		if !check.IsCloudflaredFile(path) {
			t.Errorf("lariat check does not read %s", path)
		}
		read = append(read, path)
	}
	for _, path := range read {
		if !files.MatchString(path) || !files.MatchString("workers/api/"+path) {
			t.Errorf("%s does not run the hook", path)
		}
	}
	for _, path := range []string{"README.md", "main.go", "logo.png", "pyproject.toml", "tsx", "nginx.conf", "Dockerfiles/x"} {
		if files.MatchString(path) {
			t.Errorf("%s runs the hook", path)
		}
	}
}

// actionStep is a step of the composite action.
type actionStep struct {
	If, Uses, Run string
	With          map[string]string
}

func readAction() ([]actionStep, error) {
	data, err := os.ReadFile(filepath.Join("..", "action.yml"))
	if err != nil {
		return nil, err
	}
	var v struct{ Runs struct{ Steps []actionStep } }
	err = yaml.Unmarshal(data, &v)
	return v.Runs.Steps, err
}

// actionScript is the step that checks.
func actionScript() (string, error) {
	steps, err := readAction()
	for _, step := range steps {
		if strings.Contains(step.Run, "lariat check") {
			return step.Run, err
		}
	}
	return "", err
}

// A command line that is wrong leaves no file: its error is not to be followed
// by that of the upload.
func TestActionUploadsWhatIsThere(t *testing.T) {
	t.Parallel()
	steps, err := readAction()
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		if file := step.With["sarif_file"]; file != "" {
			if !strings.Contains(step.If, "hashFiles('"+file+"') != ''") {
				t.Errorf("%s is uploaded if %s", file, step.If)
			}
			return
		}
	}
	t.Error("nothing is uploaded")
}
