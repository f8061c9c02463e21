package cli

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/backup"
	"favour/internal/journal/bolt"
)

// storePath is the file that holds the assessments.
func (a *app) storePath() string {
	switch {
	case a.store != "":
		return a.store
	case a.env.Getenv("FAVOUR_STORE") != "":
		return a.env.Getenv("FAVOUR_STORE")
	}
	return a.defaultStore()
}

// drafts is the folder with what this person is typing into the store. It is
// not beside the store, where several people may be at work.
func (a *app) drafts(store string) string {
	if path, err := filepath.Abs(store); err == nil {
		store = path
	}
	name := strings.TrimSuffix(filepath.Base(store), filepath.Ext(store))
	return filepath.Join(a.env.StateHome, "favour", "drafts", fmt.Sprintf("%s-%.4x", name, sha256.Sum256([]byte(store))))
}

// storeName is what sentences call the store.
func (a *app) storeName() string { return "the store " + shortPath(a.storePath()) }

// journal is the journal of that store. Nothing is opened yet.
func (a *app) journal() *journal.Journal {
	s := backup.New(bolt.New(a.storePath()), a.backups())
	s.Now, s.Warn = a.env.Now, a.warnOfBackup
	j := journal.New(s)
	j.Now = a.env.Now
	return j
}

// open opens the assessment that the command line means: the one that
// --assessment names, or the only one; as it stood, where --as-at asks for that.
func (a *app) open(ctx context.Context) (*journal.Journal, assessment.Assessment, error) {
	return a.openNamed(ctx, a.assessment)
}

// openNamed is open for the assessment with that id; any one if it is empty.
func (a *app) openNamed(ctx context.Context, id string) (*journal.Journal, assessment.Assessment, error) {
	j := a.journal()
	id, err := a.choose(ctx, j, id)
	if err != nil {
		return nil, assessment.Assessment{}, err
	}
	x, err := j.Open(ctx, id)
	if err == nil {
		x, err = a.asItStood(x)
	}
	return j, a.shown(x), err
}

// choose is the id of the assessment that is wanted, or of the only one.
func (a *app) choose(ctx context.Context, j *journal.Journal, want string) (string, error) {
	var ids []string
	for head, err := range j.Store.Heads(ctx) {
		if err != nil {
			return "", err
		}
		if head.ID == want {
			return head.ID, nil
		}
		ids = append(ids, head.ID)
	}
	switch {
	case len(ids) == 0:
		return "", failure("%s", a.nothingYet())
	case want != "":
		return "", usage("There is no assessment %q.%s There is %s.", want, meant(want, ids), strings.Join(ids, ", "))
	case len(ids) > 1:
		return "", usage("There are several assessments. Say which with --assessment: %s.", orList(ids))
	}
	return ids[0], nil
}
