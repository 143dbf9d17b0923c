package bounded_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lariat-cli/lariat/internal/bounded"
)

func TestReadSized(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, tt := range []struct {
		name, input string
		size        int64
		fits        bool
	}{
		{"size unknown", "1234", -1, true},
		{"empty", "", 0, true},
		{"as said", "1234", 4, true},
		{"longer than said", "1234", 1, true},
		{"shorter than said", "1", 4, true},
		{"too long", "12345", -1, false},
		{"too long, and not what was said", "12345", 4, false},
	} {
		data, err := bounded.ReadSized(strings.NewReader(tt.input), tt.size, 4)
		_, tooLong := errors.AsType[*bounded.SizeError](err)
		if tt.fits && (err != nil || string(data) != tt.input) || !tt.fits && !tooLong {
			t.Errorf("%s: %q, %v", tt.name, data, err)
		}
	}
	_, err := bounded.ReadSized(iotest.ErrReader(broken), 5, 4)
	if _, tooLong := errors.AsType[*bounded.SizeError](err); !tooLong {
		t.Errorf("said to be too long: %v, want that nothing is read", err)
	}
	if _, err = bounded.ReadSized(iotest.ErrReader(broken), 4, 4); !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
}
