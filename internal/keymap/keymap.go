// Package keymap is the list of what can be done in the terminal app: each
// action with its id, the keys that do it unless others are set, and what it is
// called. It says which keys may be set in their place.
//
// An id never changes once people may have set keys for it. What an action does
// is package tui's; what a person has set is package settings'.
//
// Start with [Find] and [Check].
package keymap

import (
	"slices"
	"strings"
	"sync"
)

// A Place is a screen of the app, or a part of one, with what can be done there.
type Place struct {
	ID      string
	Title   string   // as a heading
	Typing  bool     // text is typed there
	Beside  []string // the ids of places whose actions are open there too, besides those of Everywhere
	Actions []Action
}

// Everywhere is the id of the place whose actions are open at every other.
const Everywhere = "app"

// An Action is something that can be done at a place.
type Action struct {
	ID    string   // the id of its place, a full stop and a name
	Keys  []string // as Bubble Tea names them
	Name  string   // a word or two for the line of keys
	What  string   // a sentence without its full stop
	Fixed bool     // the keys are what is typed, such as figures: no others can be set
}

func row(id, keys, name, what string) Action {
	return Action{ID: id, Keys: strings.Fields(keys), Name: name, What: what}
}

func (a Action) fixed() Action {
	a.Fixed = true
	return a
}

// Places are all places, the widest first.
func Places() []Place { return slices.Clone(places) }

// byID has every action. It is made when one is first looked for: a command that
// only prints looks for none.
var byID = sync.OnceValue(func() map[string]Action {
	all := map[string]Action{}
	for _, p := range places {
		for _, a := range p.Actions {
			all[a.ID] = a
		}
	}
	return all
})

// Find is the action with that id, and false if there is none.
func Find(id string) (Action, bool) {
	a, ok := byID()[id]
	return a, ok
}

// IDs are those of all actions whose keys can be set, in the order of Places.
func IDs() []string {
	var all []string
	for _, p := range places {
		for _, a := range p.Actions {
			if !a.Fixed {
				all = append(all, a.ID)
			}
		}
	}
	return all
}

// With is the keys that do the action once those are set: they, and of its own
// the ones that no setting takes away. Where none are set they are its own.
func (a Action) With(set []string) []string {
	if len(set) == 0 || a.Fixed {
		return a.Keys
	}
	var keys []string
	for _, k := range a.Keys {
		if slices.Contains(kept, k) && !slices.Contains(set, k) {
			keys = append(keys, k)
		}
	}
	if len(a.Keys) > 0 && !slices.Contains(kept, a.Keys[0]) { // the first is the one that is shown
		return append(slices.Clone(set), keys...)
	}
	return append(keys, set...)
}

// kept are the keys that always do what they do.
var kept = []string{"enter", "esc", "ctrl+c"}

// signs are what keys are shown as where that is not their name.
var signs = map[string]string{
	"enter": "↵", "up": "↑", "down": "↓", "left": "←", "right": "→", "pgup": "pgup", "pgdown": "pgdn",
}

// Shown is a key as people see it.
func Shown(key string) string {
	if s, ok := signs[key]; ok {
		return s
	}
	return key
}
