package keymap

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"favour/internal/nearest"
)

// A Problem is why the keys of one action cannot be set so.
type Problem struct {
	ID   string
	Text string // a sentence, which has keys by the names that they are set by
}

// Check holds what is set, by the actions' ids, against what can be. It returns
// what holds, with every key under the name that it has here, and why the rest
// does not, in the order of the ids.
func Check(set map[string][]string) (map[string][]string, []Problem) {
	held := map[string][]string{}
	var problems []Problem
	ids := make([]string, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		keys, why := named(id, set[id])
		if why != "" {
			problems = append(problems, Problem{id, why})
			continue
		}
		held[id] = keys
	}
	// One that is taken out for a key that is taken twice gives its own keys back,
	// which may be taken twice in their turn.
	for again := true; again; {
		again = false
		for _, id := range ids {
			if keys, ok := held[id]; ok {
				if why := taken(id, keys, held); why != "" {
					problems = append(problems, Problem{id, why})
					delete(held, id)
					again = true
				}
			}
		}
	}
	return held, problems
}

// named is keys as they are named here, and why they cannot be those of the
// action.
func named(id string, keys []string) ([]string, string) {
	a, ok := byID()[id]
	switch {
	case !ok:
		if near := nearest.Names(id, IDs()); len(near) > 0 {
			return nil, fmt.Sprintf("There is no action %q. Did you mean %s?", id, strings.Join(near, " or "))
		}
		return nil, fmt.Sprintf("There is no action %q. favour help settings lists them.", id)
	case a.Fixed:
		return nil, fmt.Sprintf("The keys of %s are what is typed there, and cannot be others.", id)
	case len(keys) == 0:
		return nil, fmt.Sprintf("%s needs a key.", id)
	}
	var names []string
	for _, k := range keys {
		name, why := Name(k)
		if why == "" && !slices.Contains(a.Keys, name) {
			why = a.refuses(name)
		}
		if why != "" {
			return nil, why
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if slices.Contains(always, id) && !slices.ContainsFunc(a.With(names), func(k string) bool { return !IsText(k) }) {
		return nil, fmt.Sprintf("%s is there while text is typed too: one of its keys has to be one that is no text, such as f2.", id)
	}
	return names, ""
}

// always are the actions that are open while text is typed.
var always = []string{"app.help", "app.palette", "app.quit"}

// moving are the keys that move the cursor on every list.
var moving = []string{"up", "down", "pgup", "pgdown", "home", "end", "j", "k", "g", "G"}

// refuses is why k cannot be a key of a.
func (a Action) refuses(k string) string {
	switch {
	case slices.Contains(kept, k):
		return fmt.Sprintf("The key %s always does what it does, and cannot be given to %s.", k, a.ID)
	case slices.Contains(moving, k):
		return fmt.Sprintf("The key %s moves the cursor, and cannot be given to %s.", k, a.ID)
	case place(a.ID).Typing && (IsText(k) || slices.Contains([]string{"left", "right", "tab", "shift+tab"}, k)):
		return fmt.Sprintf("The key %s is needed for the text that is typed there, and cannot be given to %s. Take one with ctrl or alt, or f2 to f12.", k, a.ID)
	}
	return ""
}

// special are the keys that are no character.
var special = []string{
	"enter", "tab", "esc", "backspace", "delete", "insert", "space", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
}

// others are names of keys that people write.
var others = map[string]string{
	"escape": "esc", "return": "enter", "del": "delete", "ins": "insert", "pageup": "pgup", "pagedown": "pgdown", "pgdn": "pgdown", "spacebar": "space",
	"↵": "enter", "↑": "up", "↓": "down", "←": "left", "→": "right",
}

// same are keys that terminals send as another.
var same = map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace", "ctrl+[": "esc"}

// Name is a key by the name that Bubble Tea has for it, or why it is none that
// can be pressed.
func Name(key string) (name, why string) {
	rest := key
	var ctrl, alt, shift bool
	for {
		before, after, ok := strings.Cut(rest, "+")
		if !ok || after == "" || before == "" {
			break
		}
		switch strings.ToLower(before) {
		case "ctrl", "control", "strg":
			ctrl = true
		case "alt", "option":
			alt = true
		case "shift":
			shift = true
		default:
			return "", fmt.Sprintf("There is no key %q. Write a key as n, N, f2, ctrl+n, alt+n or right.", key)
		}
		rest = after
	}
	if other, ok := others[strings.ToLower(rest)]; ok {
		rest = other
	}
	one := utf8.RuneCountInString(rest) == 1
	switch {
	case slices.Contains(special, strings.ToLower(rest)):
		rest = strings.ToLower(rest)
	case !one || !unicode.IsGraphic([]rune(rest)[0]) || unicode.IsSpace([]rune(rest)[0]) || unicode.IsMark([]rune(rest)[0]):
		return "", fmt.Sprintf("There is no key %q. Write a key as n, N, f2, ctrl+n, alt+n or right.", key)
	case ctrl:
		rest = strings.ToLower(rest)
		if rest < "a" || rest > "z" {
			return "", fmt.Sprintf("The key %s cannot be typed in most terminals. With ctrl take a letter.", key)
		}
	case shift && !alt && strings.ToUpper(rest) != strings.ToLower(rest):
		rest, shift = strings.ToUpper(rest), false
	}
	if one && shift {
		return "", fmt.Sprintf("The key %s cannot be typed in most terminals. Write a capital letter as itself, and take no shift with others.", key)
	}
	for _, m := range []struct {
		on   bool
		name string
	}{{shift, "shift+"}, {alt, "alt+"}, {ctrl, "ctrl+"}} {
		if m.on {
			rest = m.name + rest
		}
	}
	if is, ok := same[rest]; ok {
		return "", fmt.Sprintf("Terminals send %s as %s, so it cannot be told from that.", rest, is)
	}
	return rest, ""
}

// IsText reports whether a key is needed where text is typed: a character, or
// what takes one away.
func IsText(key string) bool {
	return utf8.RuneCountInString(key) == 1 || slices.Contains([]string{"space", "backspace", "delete"}, key)
}

func place(id string) Place {
	name, _, _ := strings.Cut(id, ".")
	i := slices.IndexFunc(places, func(p Place) bool { return p.ID == name })
	return places[i]
}

// nearTo is all places: that one, then the others with the narrower before the
// wider.
func nearTo(here Place) []Place {
	all := []Place{here}
	for _, p := range slices.Backward(places) {
		if p.ID != here.ID {
			all = append(all, p)
		}
	}
	return all
}

// meet reports whether the actions a and b may be open at once.
func meet(a, b Action) bool {
	p, q := place(a.ID), place(b.ID)
	if p.ID == Everywhere {
		p, q = q, p
	}
	switch {
	case p.ID == q.ID:
		return true
	case q.ID == Everywhere:
		return !p.Typing || slices.Contains(always, b.ID) || slices.Contains(always, a.ID)
	}
	return slices.Contains(p.Beside, q.ID) || slices.Contains(q.Beside, p.ID)
}

// taken is why keys cannot be those of the action: another that may be open at
// the same time has one of them, and had not the same one to begin with.
func taken(id string, keys []string, held map[string][]string) string {
	a := byID()[id]
	for _, p := range nearTo(place(id)) {
		for _, b := range p.Actions {
			if b.ID == id || !meet(a, b) {
				continue
			}
			theirs := b.With(held[b.ID])
			for _, k := range keys {
				if slices.Contains(theirs, k) && !(slices.Contains(a.Keys, k) && slices.Contains(b.Keys, k)) {
					return fmt.Sprintf("The key %s is taken: it is %s, “%s”. Choose another key, or give that action another one first.", k, b.ID, b.What)
				}
			}
		}
	}
	return ""
}
