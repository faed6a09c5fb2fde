"""How much memory a page takes (Linux)."""

import subprocess


def renderer_mb(driver):
    """Private memory, MB, of the largest page under a driver's process: the page and its workers."""
    table = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in table.splitlines()[1:]]
    family = {str(driver)}
    for _ in range(6):
        family |= {pid for pid, parent, _ in rows if parent in family}
    sizes = [0]
    for pid, _, arguments in rows:
        if pid in family and ("type=renderer" in arguments or "-contentproc" in arguments):
            try:
                with open(f"/proc/{pid}/smaps_rollup") as file:
                    sizes.append(sum(int(row.split()[1]) for row in file if row[:7] == "Private"))
            except OSError:
                pass
    return max(sizes) / 1024
