package settings

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// FromJSON is a settings file that says what the settings.json of an earlier
// version said.
func FromJSON(src []byte) (File, error) {
	var old struct {
		Author struct {
			Name string `json:"name"`
			Role string `json:"role"`
		} `json:"author"`
		Backups *struct {
			Folder string `json:"folder"`
			Keep   *int   `json:"keep"`
		} `json:"backups"`
	}
	if err := json.Unmarshal(src, &old); err != nil {
		return Parse(nil), fmt.Errorf("it is not JSON as favour wrote it: %w", err)
	}
	values := [][2]string{{"name", old.Author.Name}, {"role", old.Author.Role}}
	if b := old.Backups; b != nil {
		values = append(values, [2]string{"backups.folder", b.Folder})
		if b.Keep != nil {
			values = append(values, [2]string{"backups.keep", strconv.Itoa(max(0, *b.Keep))})
		}
	}
	f := Parse(nil)
	for _, v := range values {
		if v[1] == "" {
			continue
		}
		g, err := f.With(v[0], v[1])
		if err != nil {
			return Parse(nil), err
		}
		f = g
	}
	return f, nil
}
