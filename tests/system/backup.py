"""Backups of a catalog, made and put back as an operator would: pg_dump and pg_restore, or the file of SQLite."""
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path


def back_up(trial, target):
    """Also while others work on it."""
    catalog = trial.catalog()
    if not isinstance(catalog, Path):
        return run(trial, catalog, "pg_dump", "--format=custom", f"--file={target}", f"--dbname={trial.without_password(catalog)}")
    source, copy = sqlite3.connect(catalog), sqlite3.connect(target)
    source.backup(copy)
    source.close(), copy.close()


def restore(trial, backup):
    """In the place of what is there."""
    catalog = trial.catalog()
    if not isinstance(catalog, Path):
        trial.psql(catalog, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return run(trial, catalog, "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={trial.without_password(catalog)}",
                   backup)
    for suffix in ("-wal", "-shm"):
        Path(f"{catalog}{suffix}").unlink(missing_ok=True)
    shutil.copy(backup, catalog)


def run(trial, server, *command):
    done = subprocess.run(command, env=dict(os.environ, PGPASSWORD=server.password), capture_output=True, text=True, timeout=120)
    trial.assertEqual(done.returncode, 0, f"{command[0]}: {done.stderr}")


def copy_for(trial, directory):
    """Makes another installation there, whose catalog and sealing key are copies of this one's; returns its configuration."""
    backup = trial.directory / "copy.backup"
    back_up(trial, backup)
    another = ("--catalog", trial.without_password(trial.new_database())) if trial.postgresql else ()
    trial.outfield("init", directory, *another, env={"OUTFIELD_CONFIG": ""})
    shutil.copy(trial.directory / "outfield.key", directory / "outfield.key")
    own, trial.config = trial.config, directory / "outfield.toml"
    restore(trial, backup)
    trial.config = own
    backup.unlink()
    return directory / "outfield.toml"
