package drafts

import (
	"errors"
	"os"
	"syscall"
)

// sharingViolation is what Windows says while another program has the file open.
const sharingViolation = syscall.Errno(32)

// hold makes the file if need be, and holds it until it is closed or the
// process ends. The error is errHeld if someone else does.
func hold(name string) (*os.File, error) {
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	const shareWithNobody = 0
	h, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, shareWithNobody, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, errHeld
	}
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: name, Err: err}
	}
	return os.NewFile(uintptr(h), name), nil
}

// removeHeld removes a file that is held. Windows removes none that is open, and
// none that someone else has come to hold.
func removeHeld(f *os.File) {
	f.Close()
	_ = os.Remove(f.Name())
}
