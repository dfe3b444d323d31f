"""The machine and this program on it: cores, devices, memory, what is installed beside it."""
