"""Files and folders on the disk, touched with care: whole or not there, regular files only, within limits."""
