"""Disks that are soon full."""
import subprocess


def small_disk(trial, name, size):
    """A tmpfs below the trial's directory, which goes with it; where none can be mounted the test is skipped."""
    path = trial.directory / name
    path.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", path], capture_output=True)
    if mounted.returncode != 0:
        trial.not_tested(f"cannot mount a tmpfs: {mounted.stderr.decode().strip()}")
    trial.addCleanup(subprocess.run, ["umount", "-l", path], check=True)
    return path
