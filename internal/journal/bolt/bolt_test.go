package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"favour/internal/journal"
	"favour/internal/journal/bolt"
	"favour/internal/journal/storetest"
)

// The test program runs itself again, with one of these in FAVOUR_TEST_ROLE,
// where a rule is about several processes.
var roles = map[string]func(){
	"append": appendRecords,
	"create": createStores,
}

func TestMain(m *testing.M) {
	if role := roles[os.Getenv("FAVOUR_TEST_ROLE")]; role != nil {
		role()
		return
	}
	os.Exit(m.Run())
}

// again is this program in that role.
func again(t *testing.T, role string, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "FAVOUR_TEST_ROLE="+role)
	cmd.Stderr = os.Stderr
	return cmd
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) func() journal.Store {
		path := filepath.Join(t.TempDir(), "new", "favour.db")
		return func() journal.Store { return bolt.New(path) }
	})
}

func TestProcessesAtOnceNeitherLoseNorDoubleARecord(t *testing.T) {
	t.Parallel()
	const processes, each = 4, 50
	path := filepath.Join(t.TempDir(), "favour.db") // made by whoever comes first
	var all []*exec.Cmd
	for n := range processes {
		cmd := again(t, "append", path, strconv.Itoa(n), strconv.Itoa(each))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for n, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Errorf("process %d: %v", n, err)
		}
	}
	storetest.Check(t, records(t, bolt.New(path)), processes, each)
	onlyFile(t, path)
}

func appendRecords() {
	s := bolt.New(os.Args[1])
	s.Wait = time.Minute // the machine may be slow; what counts here is the order
	each, _ := strconv.Atoi(os.Args[3])
	for n := range each {
		if err := storetest.AppendAnyway(context.Background(), s, id, fmt.Appendf(nil, "%s/%d", os.Args[2], n)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func TestAKilledProgramLeavesNoStoreOrOneThatOpens(t *testing.T) {
	t.Parallel()
	for range 10 {
		dir := t.TempDir()
		cmd := again(t, "create", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Kill it while it makes one store after another.
		for len(stores(t, dir)) < 3 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(rand.N(2 * time.Millisecond))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		for _, path := range stores(t, dir) {
			s := bolt.New(path)
			var heads uint64
			for h, err := range s.Heads(t.Context()) {
				if err != nil {
					t.Fatalf("after a kill: %v", err)
				}
				heads = h.Sequence
			}
			if err := s.Append(t.Context(), id, heads, []byte("next")); err != nil {
				t.Fatalf("after a kill: %v", err)
			}
		}
	}
}

func stores(t *testing.T, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.db"))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func createStores() {
	for n := range 100_000 {
		s := bolt.New(filepath.Join(os.Args[1], fmt.Sprintf("%d.db", n)))
		if err := s.Append(context.Background(), id, 0, []byte("first")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

const id = "kent-2012"

// filled returns the path of a store of many pages, with long records as well.
func filled(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "favour.db")
	s := bolt.New(path)
	for head, size := range []int{9_000, 100, 30_000, 0, 5} {
		var more [][]byte
		for n := range 50 {
			more = append(more, fmt.Appendf(nil, "%d %s", n, strings.Repeat("x", size*n/50)))
		}
		if err := s.Append(t.Context(), id, uint64(50*head), more...); err != nil {
			t.Fatal(err)
		}
		if err := s.Append(t.Context(), fmt.Sprintf("small-%d", head), 0, []byte("1")); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func records(t testing.TB, s *bolt.Store) [][]byte {
	t.Helper()
	all, err := tryRecords(s)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func tryRecords(s *bolt.Store) ([][]byte, error) {
	var all [][]byte
	for r, err := range s.Records(context.Background(), id, 0) {
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// everything does all that can be done to the store, and returns the errors.
func everything(s *bolt.Store) []error {
	_, rerr := tryRecords(s)
	var herr error
	for _, herr = range s.Heads(context.Background()) {
	}
	return []error{s.Append(context.Background(), id, 250, []byte("more")), rerr, herr}
}

func onlyFile(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("files in the folder: got %v, %v, want only the store", entries, err)
	}
}

func TestWhatIsNotASoundStoreIsRefusedAndLeftAsItIs(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	random := make([]byte, 70_000)
	for i := range random {
		random[i] = byte(rand.Uint32())
	}
	tests := map[string]struct {
		file []byte
		want error
	}{
		"one byte":                         {[]byte("x"), journal.ErrForeign},
		"a text file":                      {bytes.Repeat([]byte("To whom it may concern.\n"), 1000), journal.ErrForeign},
		"random bytes":                     {random, journal.ErrForeign},
		"nought bytes":                     {make([]byte, 65536), journal.ErrForeign},
		"cut within the first page":        {whole[:1000], journal.ErrDamaged},
		"cut after the first page":         {whole[:4096], journal.ErrDamaged},
		"cut after the second page":        {whole[:8192], journal.ErrDamaged},
		"cut in the middle":                {whole[:len(whole)/2], journal.ErrDamaged},
		"without the first pages":          {whole[8192:], journal.ErrForeign},
		"with both headers spoilt":         {spoil(whole, 60, 4096+60), journal.ErrDamaged},
		"with every other page of noughts": {blank(whole), journal.ErrDamaged},
		"of another program": {database(t, func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("sessions"))
			return err
		}), journal.ErrForeign},
		"of another program with a bucket meta": {database(t, func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("meta"))
			return err
		}), journal.ErrForeign},
		"written by a newer version": {database(t, layout("99")), journal.ErrNewer},
		"without a version":          {database(t, layout("")), journal.ErrDamaged},
		"with a version of nought":   {database(t, layout("0")), journal.ErrDamaged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "favour.db")
			write(t, path, test.file)
			for i, err := range everything(bolt.New(path)) {
				if !errors.Is(err, test.want) {
					t.Errorf("%s: got %v, want %v", []string{"append", "records", "heads"}[i], err, test.want)
				}
			}
			if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, test.file) {
				t.Errorf("the file has changed, %v", err)
			}
			onlyFile(t, path)
		})
	}
}

func spoil(file []byte, at ...int) []byte {
	file = bytes.Clone(file)
	for _, n := range at {
		file[n] ^= 0x40
	}
	return file
}

func blank(file []byte) []byte {
	file = bytes.Clone(file)
	for n := 2 * 4096; n+4096 <= len(file); n += 2 * 4096 {
		clear(file[n : n+4096])
	}
	return file
}

// database returns a bbolt database made by do.
func database(t *testing.T, do func(*bbolt.Tx) error) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(do), db.Close()); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func layout(version string) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error {
		meta, err := tx.CreateBucket([]byte("meta"))
		return errors.Join(err, meta.Put([]byte("format"), []byte("favour")), meta.Put([]byte("version"), []byte(version)))
	}
}

func write(t testing.TB, path string, file []byte) {
	t.Helper()
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderIsNoStore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	write(t, file, []byte("text"))
	for _, path := range []string{dir, filepath.Join(file, "favour.db"), filepath.Join(file, "below", "favour.db")} {
		err := bolt.New(path).Append(t.Context(), id, 0, []byte("1"))
		if !errors.Is(err, journal.ErrForeign) {
			t.Errorf("append: got %v, want %v", err, journal.ErrForeign)
		}
	}
}

// Pages may be mixed up in any way: there is an error or there are records,
// never a panic or an endless wait, and what can be read is not made worse.
func TestDamageIsNeverAPanic(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "favour.db")
	refused := 0
	for range 200 {
		file := bytes.Clone(whole)
		switch r.IntN(4) {
		case 0: // a few bytes, mostly where the shape of a page is written
			for range 1 + r.IntN(3) {
				at := 4096*r.IntN(len(file)/4096) + r.IntN(128)
				file[at] ^= byte(1 + r.IntN(255))
			}
		case 1: // a byte anywhere
			file[r.IntN(len(file))] ^= byte(1 + r.IntN(255))
		case 2: // two pages swapped
			a, b := 4096*(2+r.IntN(len(file)/4096-2)), 4096*(2+r.IntN(len(file)/4096-2))
			copy(file[a:a+4096], whole[b:b+4096])
			copy(file[b:b+4096], whole[a:a+4096])
		case 3: // cut anywhere
			file = file[:r.IntN(len(file))]
		}
		write(t, path, file)
		for _, err := range everything(bolt.New(path)) {
			if errors.Is(err, journal.ErrDamaged) {
				refused++
			}
		}
	}
	if refused == 0 {
		t.Error("no damage was found at all")
	}
}

func FuzzFile(f *testing.F) {
	whole, err := os.ReadFile(filled(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), whole[:100])
	f.Add(uint32(4096), whole[:80])
	f.Add(uint32(8192), []byte{0xff})
	f.Add(uint32(16), bytes.Repeat([]byte{0}, 8000))
	path := filepath.Join(f.TempDir(), "favour.db")
	f.Fuzz(func(t *testing.T, at uint32, patch []byte) {
		file := bytes.Clone(whole)
		copy(file[int(at)%len(file):], patch)
		write(t, path, file)
		everything(bolt.New(path))
	})
}

func TestAnEmptyFileIsANewStore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "favour.db")
	for _, file := range [][]byte{{}, database(t, func(*bbolt.Tx) error { return nil })} {
		write(t, path, file)
		s := bolt.New(path)
		if _, err := tryRecords(s); !errors.Is(err, journal.ErrNotFound) {
			t.Errorf("records: got %v, want %v", err, journal.ErrNotFound)
		}
		if err := s.Append(t.Context(), id, 0, []byte("1")); err != nil {
			t.Errorf("append: %v", err)
		}
		if got, want := records(t, bolt.New(path)), [][]byte{[]byte("1")}; !slices.EqualFunc(got, want, bytes.Equal) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestReadingMakesNoFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := bolt.New(filepath.Join(dir, "below", "favour.db"))
	if _, err := tryRecords(s); !errors.Is(err, journal.ErrNotFound) {
		t.Errorf("got %v, want %v", err, journal.ErrNotFound)
	}
	for h, err := range s.Heads(t.Context()) {
		t.Errorf("got %v, %v, want no heads", h, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("got %v, %v, want an empty folder", entries, err)
	}
}

// hold keeps the file locked as another program might.
func hold(t *testing.T, path string, readOnly bool) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: readOnly})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
}

func TestAStoreThatIsHeldIsBusy(t *testing.T) {
	t.Parallel()
	path := filled(t)
	hold(t, path, false)
	s := bolt.New(path)
	s.Wait = 10 * time.Millisecond
	for _, err := range everything(s) {
		if !errors.Is(err, journal.ErrBusy) {
			t.Errorf("got %v, want %v", err, journal.ErrBusy)
		}
	}
}

// Waiting for others is counted over all that is done under one context.
func TestOthersAreWaitedForOnceInAll(t *testing.T) {
	t.Parallel()
	path := filled(t)
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := bolt.New(path)
	s.Wait = time.Minute
	ctx := journal.Patient(t.Context())
	journal.Waited(ctx, journal.Patience-20*time.Millisecond)
	for range 3 {
		if err := s.Append(ctx, id, 250, []byte("more")); !errors.Is(err, journal.ErrBusy) {
			t.Errorf("got %v, want %v", err, journal.ErrBusy)
		}
		if left := journal.Left(ctx); left != 0 {
			t.Errorf("%v is left", left)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(ctx, id, 250, []byte("more")); err != nil {
		t.Errorf("nobody has it in use, and yet: %v", err)
	}
}

func TestReadersDoNotKeepEachOtherOut(t *testing.T) {
	t.Parallel()
	path := filled(t)
	hold(t, path, true)
	s := bolt.New(path)
	s.Wait = 10 * time.Millisecond
	if got := records(t, s); len(got) != 250 {
		t.Errorf("got %d records, want 250", len(got))
	}
	if err := s.Append(t.Context(), id, 250, []byte("more")); !errors.Is(err, journal.ErrBusy) {
		t.Errorf("append: got %v, want %v", err, journal.ErrBusy)
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	path := filled(t)
	hold(t, path, false)
	s := bolt.New(path)
	s.Wait = time.Hour
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := s.Append(ctx, id, 250, []byte("more")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
}

// What bbolt itself says of a file that favour has written.
func TestBboltFindsNoFault(t *testing.T) {
	t.Parallel()
	db, err := bbolt.Open(filled(t), 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
