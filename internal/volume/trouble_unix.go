//go:build !windows

package volume

import "syscall"

var (
	errnoAway = []syscall.Errno{
		syscall.EIO, syscall.ESTALE, syscall.ETIMEDOUT, syscall.ENXIO, syscall.EHOSTDOWN, syscall.EHOSTUNREACH, syscall.ENETDOWN,
		syscall.ENETUNREACH, syscall.ENETRESET, syscall.ENOTCONN, syscall.ECONNABORTED, syscall.ECONNRESET, syscall.ECONNREFUSED,
	}
	errnoUnlockable = []syscall.Errno{syscall.ENOLCK, syscall.EOPNOTSUPP, syscall.ENOTSUP, syscall.ENOSYS, syscall.ENODEV}
)
