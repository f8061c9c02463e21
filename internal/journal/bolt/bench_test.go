package bolt_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

// changes returns n sealed changes: the start of an assessment of 90 items, and
// answers with a narrative of a sentence or two.
func changes(b *testing.B, n int) (all [][]byte, size int) {
	b.Helper()
	list := &checklist.Checklist{ID: "bench", Edition: "1", Title: "Bench", Sections: []checklist.Section{{ID: "BUS", Title: "Business"}}}
	for i := range 90 {
		list.Sections[0].Items = append(list.Sections[0].Items, checklist.Item{
			ID: fmt.Sprintf("BUS-%02d", i), Title: "Second jobs", Question: "How many applications for second jobs were there?",
			Why: "Half of the forces inspected could not say.", Basis: checklist.Sourced,
			Fields: []checklist.Field{{ID: "received", Label: "Received", Kind: checklist.Count}},
		})
	}
	who := assessment.Author{Name: "A. Example", Role: "Inspector"}
	now := time.Date(2012, 5, 31, 12, 0, 0, 0, time.UTC)
	old := map[assessment.Target]assessment.Value{}
	previous := ""
	for i := range n {
		c := assessment.Change{Sequence: uint64(i + 1), Time: now.Add(time.Duration(i) * time.Minute), Author: who, Previous: previous}
		if i == 0 {
			c.Start = &assessment.Start{ID: id, Checklist: list}
		} else {
			item := fmt.Sprintf("BUS-%02d", i%90)
			for t, v := range map[assessment.Target]assessment.Value{
				{Kind: assessment.OnField, ID: item, Part: "received"}: assessment.Of(fmt.Sprint(i)),
				assessment.Narrative(item):                             assessment.Of(fmt.Sprintf("There were %d applications, and all of them were approved.", i)),
			} {
				c.Edits = append(c.Edits, assessment.Edit{Target: t, Old: old[t], New: v})
				old[t] = v
			}
		}
		record, c, err := assessment.Seal(c)
		if err != nil {
			b.Fatal(err)
		}
		previous = c.Digest()
		all = append(all, record)
		size += len(record)
	}
	return all, size
}

// One answer from command to durable, and beside it a bare Put of the same bytes
// into a database that stays open.
func BenchmarkAppend(b *testing.B) {
	all, _ := changes(b, 500)
	record := all[len(all)-1]
	b.Run("favour", func(b *testing.B) {
		s := bolt.New(filepath.Join(b.TempDir(), "favour.db"))
		if err := s.Append(b.Context(), id, 0, all...); err != nil {
			b.Fatal(err)
		}
		for n := uint64(len(all)); b.Loop(); n++ {
			if err := s.Append(b.Context(), id, n, record); err != nil {
				b.Fatal(err)
			}
		}
	})
	open := func(b *testing.B, path string) *bbolt.DB {
		db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoStatistics: true})
		if err != nil {
			b.Fatal(err)
		}
		return db
	}
	put := func(b *testing.B, db *bbolt.DB, records ...[]byte) {
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte(id))
			if err != nil {
				return err
			}
			for _, r := range records {
				n, _ := bucket.NextSequence()
				if err := bucket.Put(binary.BigEndian.AppendUint64(nil, n), r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.Run("bare Put", func(b *testing.B) {
		db := open(b, filepath.Join(b.TempDir(), "bare.db"))
		defer db.Close()
		put(b, db, all...)
		for b.Loop() {
			put(b, db, record)
		}
	})
	b.Run("bare open, Put and close", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "bare.db")
		db := open(b, path)
		put(b, db, all...)
		db.Close()
		for b.Loop() {
			db := open(b, path)
			put(b, db, record)
			db.Close()
		}
	})
}

// Opening, verifying and folding ten thousand changes, and beside it only
// hashing and decoding the same bytes.
func BenchmarkOpen(b *testing.B) {
	all, size := changes(b, 10_000)
	path := filepath.Join(b.TempDir(), "favour.db")
	if err := bolt.New(path).Append(b.Context(), id, 0, all...); err != nil {
		b.Fatal(err)
	}
	b.Run("favour", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			a, err := journal.New(bolt.New(path)).Open(b.Context(), id)
			if err != nil || a.Head().Sequence != uint64(len(all)) {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) { // the store's part of it
		b.SetBytes(int64(size))
		for b.Loop() {
			if got := records(b, bolt.New(path)); len(got) != len(all) {
				b.Fatal(len(got))
			}
		}
	})
	b.Run("bare hash and decode", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, r := range all {
				sha256.Sum256(r)
				var c struct {
					Version int `json:"v"`
					assessment.Change
				}
				if err := json.Unmarshal(r, &c); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// The file after ten thousand changes, saved one by one, for each byte of them.
func BenchmarkSize(b *testing.B) {
	all, size := changes(b, 10_000)
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "favour.db")
		s := bolt.New(path)
		for n, r := range all {
			if err := s.Append(b.Context(), id, uint64(n), r); err != nil {
				b.Fatal(err)
			}
		}
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/float64(size), "file/changes")
		b.ReportMetric(float64(size)/float64(len(all)), "B/change")
	}
}
