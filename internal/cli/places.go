package cli

import (
	"encoding/json"
	"os"
	"strings"

	"favour/internal/private"
)

// A placesFile keeps the item at which a person was in each assessment, and whether
// it was open when they quit. It is a convenience: a file that cannot be read is as
// good as none.
type placesFile struct{ path string }

// A place is an item at which a person was. In the file it is the item alone where
// it was left, which is all that earlier versions wrote, and has a mark behind it
// where it was open.
type place struct {
	item string
	open bool
}

const openMark = " open"

func (p place) MarshalText() ([]byte, error) {
	if p.open {
		return []byte(p.item + openMark), nil
	}
	return []byte(p.item), nil
}

func (p *place) UnmarshalText(b []byte) error {
	p.item, p.open = strings.CutSuffix(string(b), openMark)
	return nil
}

func (p placesFile) load() map[string]place {
	places := map[string]place{}
	if b, err := os.ReadFile(p.path); err == nil {
		_ = json.Unmarshal(b, &places)
	}
	return places
}

func (p placesFile) at(id string) (item string, open bool) {
	x := p.load()[id]
	return x.item, x.open
}

func (p placesFile) keep(id, item string, open bool) error {
	places := p.load()
	places[id] = place{item, open}
	b, err := json.Marshal(places)
	if err != nil {
		return err
	}
	return private.Write(p.path, b)
}
