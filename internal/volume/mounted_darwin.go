package volume

import "syscall"

// isLocal is the bit of a file system that lies on this computer, MNT_LOCAL.
const isLocal = 0x1000

// mounted is the place of what exists at there, by the file system.
func mounted(_, there string) Place {
	var s syscall.Statfs_t
	if err := syscall.Statfs(there, &s); err != nil {
		return Place{}
	}
	var name []byte
	for _, c := range s.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	return byStatfs(string(name), s.Flags&isLocal != 0)
}
