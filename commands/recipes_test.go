package commands_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v3"
)

// recipe writes the commands of a recipe in docs/hooks.md, or of action.yml,
// into a shell script: "recipe npm npm.sh".
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

// actionScript is the step of the composite action that checks.
func actionScript() (string, error) {
	data, err := os.ReadFile(filepath.Join("..", "action.yml"))
	if err != nil {
		return "", err
	}
	var v struct {
		Runs struct {
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	err = yaml.Unmarshal(data, &v)
	for _, step := range v.Runs.Steps {
		if strings.Contains(step.Run, "lariat check") {
			return step.Run, err
		}
	}
	return "", err
}
