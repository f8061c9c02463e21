package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/nearest"
)

// findItem is the item that a person calls id, in capitals or not.
func findItem(list *checklist.Checklist, id string) (*checklist.Item, error) {
	var ids []string
	titles := map[string]string{}
	for _, it := range list.Items() {
		if strings.EqualFold(it.ID, id) {
			return it, nil
		}
		ids = append(ids, it.ID)
		titles[it.ID] = it.Title
	}
	for i := range list.Sections {
		if s := &list.Sections[i]; strings.EqualFold(s.ID, id) && len(s.Items) > 0 {
			return nil, usage("%s is a whole section, %s. Name one of its items, %s to %s.", s.ID, s.Title, s.Items[0].ID, s.Items[len(s.Items)-1].ID)
		}
	}
	return nil, usage("There is no item %q.%s", id, meantTitled(id, ids, titles))
}

// meantTitled is meant, with what each guess stands for behind it.
func meantTitled(word string, known []string, titles map[string]string) string {
	near := nearest.Names(word, known)
	if len(near) == 0 {
		return " List them all with favour checklist show."
	}
	for i, id := range near {
		near[i] = fmt.Sprintf("%s (%s)", id, titles[id])
	}
	return fmt.Sprintf(" Did you mean %s?", orList(near))
}

// findField is the field that a person calls name; with no name, the only one.
func findField(it *checklist.Item, name string) (*checklist.Field, error) {
	if name == "" {
		if len(it.Fields) == 1 {
			return &it.Fields[0], nil
		}
		return nil, usage("%s (%s) has several fields. Say which with %s.FIELD: %s.", it.ID, it.Title, it.ID, fieldList(it))
	}
	var ids []string
	labels := map[string]string{}
	for i := range it.Fields {
		f := &it.Fields[i]
		if strings.EqualFold(f.ID, name) {
			return f, nil
		}
		ids = append(ids, f.ID)
		labels[f.ID] = f.Label
	}
	near := nearest.Names(name, ids)
	if len(near) == 0 {
		return nil, usage("%s (%s) has no field %q. It has %s.", it.ID, it.Title, name, fieldList(it))
	}
	return nil, usage("%s (%s) has no field %q.%s", it.ID, it.Title, name, meantTitled(name, ids, labels))
}

func fieldList(it *checklist.Item) string {
	var all []string
	for i := range it.Fields {
		all = append(all, fmt.Sprintf("%s (%s)", it.Fields[i].ID, it.Fields[i].Label))
	}
	return strings.Join(all, ", ")
}

// parseRef reads ITEM or ITEM.FIELD. The field is nil where none is named.
func parseRef(list *checklist.Checklist, s string) (*checklist.Item, *checklist.Field, error) {
	id, name, named := strings.Cut(s, ".")
	it, err := findItem(list, id)
	if err != nil || !named {
		return it, nil, err
	}
	f, err := findField(it, name)
	return it, f, err
}

// parseSetting reads ITEM.FIELD=VALUE as the edit that it asks for.
func parseSetting(list *checklist.Checklist, s string) (assessment.Edit, error) {
	var e assessment.Edit
	ref, value, ok := strings.Cut(s, "=")
	if !ok {
		return e, usage("%q gives no value. Write ITEM.FIELD=VALUE, such as BUS-07.received=84.", s)
	}
	it, f, err := parseRef(list, strings.TrimSpace(ref))
	if err == nil && f == nil {
		f, err = findField(it, "")
	}
	if err != nil {
		return e, err
	}
	v, err := assessment.Parse(f, value)
	if err != nil {
		return e, badValue(it, f, err)
	}
	if !v.IsAnswered() {
		return e, usage("%s.%s is given no value. To take an answer away, use favour clear %s.%s.", it.ID, f.ID, it.ID, f.ID)
	}
	return assessment.Edit{Target: assessment.FieldOf(it, f), New: v}, nil
}

// badValue says why a field does not take what was typed.
func badValue(it *checklist.Item, f *checklist.Field, err error) error {
	name := fmt.Sprintf("%s.%s (%s)", it.ID, f.ID, f.Label)
	option, ok := errors.AsType[*assessment.OptionError](err)
	if !ok {
		return usage("%s was not recorded: %s.", name, strings.TrimSuffix(err.Error(), "."))
	}
	var words, all []string
	for _, o := range option.Options {
		words = append(words, o.ID, o.Label)
		all = append(all, fmt.Sprintf("%s (%s)", o.ID, o.Label))
	}
	near := nearest.Names(option.Text, words)
	for i, word := range near {
		for _, o := range option.Options {
			if word == o.ID || word == o.Label {
				near[i] = o.ID
			}
		}
	}
	guess := ""
	if near = slices.Compact(near); len(near) > 0 {
		guess = fmt.Sprintf(" Did you mean %s?", orList(near))
	}
	return usage("%s does not take %q.%s It takes %s, not-recorded or not-applicable:REASON.", name, option.Text, guess, strings.Join(all, ", "))
}

// findSection is the section that a person calls id.
func findSection(list *checklist.Checklist, id string) (*checklist.Section, error) {
	var ids []string
	titles := map[string]string{}
	for i := range list.Sections {
		s := &list.Sections[i]
		if strings.EqualFold(s.ID, id) {
			return s, nil
		}
		ids = append(ids, s.ID)
		titles[s.ID] = s.Title
	}
	if near := nearest.Names(id, ids); len(near) > 0 {
		return nil, usage("There is no section %q.%s", id, meantTitled(id, ids, titles))
	}
	return nil, usage("There is no section %q. There is %s.", id, strings.Join(ids, ", "))
}

// pickItems are the items that args name: items, or sections with all of theirs.
func pickItems(list *checklist.Checklist, args []string) ([]*checklist.Item, error) {
	var items []*checklist.Item
	for _, arg := range args {
		i := slices.IndexFunc(list.Sections, func(s checklist.Section) bool { return strings.EqualFold(s.ID, arg) })
		if i < 0 {
			it, err := findItem(list, arg)
			if err != nil {
				return nil, err
			}
			items = append(items, it)
			continue
		}
		for j := range list.Sections[i].Items {
			items = append(items, &list.Sections[i].Items[j])
		}
	}
	return items, nil
}

// itemIDs are the ids of the items that args name, each once.
func itemIDs(list *checklist.Checklist, args []string) ([]string, error) {
	var ids []string
	for _, arg := range args {
		it, err := findItem(list, arg)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, it.ID) {
			ids = append(ids, it.ID)
		}
	}
	return ids, nil
}

// parseText reads text that is no field: the words for a state stand in it as
// words.
func parseText(s string) (assessment.Value, error) {
	v, err := assessment.Parse(&checklist.Field{Kind: checklist.Text}, s)
	if err == nil && v.IsAnswered() && v.State != assessment.Given {
		v = assessment.Of(strings.TrimSpace(s))
	}
	return v, err
}

// parseLine is parseText for a place that has only one line.
func parseLine(s string) (string, error) {
	v, err := parseText(s)
	return strings.Join(strings.Fields(v.Given), " "), err
}
