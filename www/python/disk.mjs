// One disk for all processes of a program: each has the files in its own memory and hears of every
// change that another makes.
//
// Stands for the file system that processes share on Linux. A child begins with a copy of its parent's
// files; from then on whoever changes one does it under a lock, after the changes of the others, and
// writes it into their log. Who looks at a file reads the log first. Shared is what lies under PLACES.

import { pack, unpack } from "./disklog.mjs";

const PLACES = ["/home/pyodide", "/tmp"];

/** The files a child begins with, bytes; larger ones than what is left are not copied. */
const MOST_COPIED = 32 * 2 ** 20;

// Of Emscripten's errors and flags.
const EIO = 29;
const ENOSPC = 51;
const O_CREAT = 64;
const O_TRUNC = 512;

/** Functions of the file system that look, and those that change something. */
const LOOKS = ["lookupPath", "read", "llseek", "fstat", "mmap"];
const CHANGES = [
  "mknod", "symlink", "rename", "rmdir", "unlink", "write", "truncate", "ftruncate", "chmod", "fchmod", "utime",
];

const isInside = (path) => PLACES.some((place) => path.startsWith(`${place}/`));
const number = (time) => (time == null ? undefined : Number(time));

/**
 * Lets the files of an interpreter be those of all processes, from `share` or `paste` on.
 *
 * @param {{ FS: object, log: object, isOver: () => boolean, isAlone: () => boolean }} parts
 *   whether this process is over, and whether it is the only one that lives or is about to
 */
export function makeDisk({ FS, log, isOver, isAlone }) {
  let isShared = false;
  let isApplying = false; // what another did, which is in the log already
  let isChanging = false;
  let read = 0; // bytes of the log

  const pathOf = (folder, name) => `${FS.getPath(folder)}/${name}`;
  const isThere = (node) => node.parent.contents?.[node.name] === node;

  /** Each gives what a change is to be called in the log, or nothing where it is nobody else's. */
  const folderChanges = {
    mknod: (folder, name, mode) => ({ path: pathOf(folder, name), mode }),
    symlink: (folder, name, to) => ({ path: pathOf(folder, name), to }),
    unlink: (folder, name) => ({ path: pathOf(folder, name) }),
    rmdir: (folder, name) => ({ path: pathOf(folder, name) }),
    rename: (node, folder, name) => ({ path: FS.getPath(node), to: pathOf(folder, name) }),
  };
  const attributes = (node, { mode, size, atime, mtime, ctime }) => isThere(node) && {
    path: FS.getPath(node),
    to: { mode, size, atime: number(atime), mtime: number(mtime), ctime: number(ctime) },
  };
  const written = ({ node }, _buffer, _offset, _length, at) =>
    isThere(node) && { path: FS.getPath(node), at };

  const apply = {
    mknod: ({ path, mode }) => FS.mknod(path, mode, 0),
    symlink: ({ path, to }) => FS.symlink(to, path),
    rename: ({ path, to }) => FS.rename(path, to),
    unlink: ({ path }) => FS.unlink(path),
    rmdir: ({ path }) => remove(find(path)),
    setattr: ({ path, to }) => {
      const node = find(path);
      node.node_ops.setattr(node, to);
    },
    write: ({ path, at }, bytes) => {
      const node = find(path);
      node.stream_ops.write({ node }, bytes, 0, bytes.length, at, false);
    },
  };

  const find = (path) => FS.lookupPath(path).node;
  const folders = () => PLACES.map((path) => FS.analyzePath(path).object).filter(Boolean);

  /** A folder, also the one this process stands in. */
  function remove(node) {
    node.parent.node_ops.rmdir(node.parent, node.name);
    FS.destroyNode(node);
  }

  function applyOne(change, bytes) {
    try {
      apply[change.do](change, bytes);
    } catch (error) {
      // Of a file that was too large to be copied, or lay elsewhere before: this process has none.
      if (!(error instanceof FS.ErrnoError)) throw error;
    }
  }

  function applyAll(packed) {
    const { ignorePermissions } = FS; // who made the change was allowed to
    isApplying = FS.ignorePermissions = true;
    try {
      for (const [change, bytes] of unpack(packed)) applyOne(change, bytes);
    } finally {
      isApplying = false;
      FS.ignorePermissions = ignorePermissions;
    }
  }

  function catchUp() {
    if (!isShared || isApplying || isChanging || log.end() === read) return;
    if (isOver()) throw new FS.ErrnoError(EIO);
    const news = log.since(read);
    read += news.length;
    applyAll(news);
  }

  /** Does something after all changes of others, and before any further one. */
  function changing(deed) {
    if (!isShared || isApplying || isChanging) return deed();
    return log.locked(() => {
      if (isOver()) throw new FS.ErrnoError(EIO);
      catchUp();
      if (isAlone()) {
        log.clear();
        read = 0;
      }
      isChanging = true;
      try {
        return deed();
      } finally {
        isChanging = false;
      }
    });
  }

  function recorded(ops, name, describe) {
    const usual = ops[name];
    ops[name] = (...given) => {
      if (!isShared || isApplying) return usual(...given);
      return changing(() => {
        const change = describe(...given);
        if (!change || !isInside(change.path) || isAlone()) return usual(...given);
        const [, buffer, offset, length] = given;
        const bytes = name === "write" ? buffer.subarray(offset, offset + length) : undefined;
        const packed = pack({ do: name, ...change }, bytes);
        if (!log.hasRoom(packed.length)) throw new FS.ErrnoError(ENOSPC);
        const result = usual(...given);
        log.append(packed);
        read = log.end();
        return result;
      });
    };
  }

  function around(name, call) {
    const usual = FS[name];
    FS[name] = (...given) => call(() => usual.apply(FS, given), given);
  }

  const { dir, file, link } = FS.filesystems.MEMFS.ops_table;
  for (const [name, describe] of Object.entries(folderChanges)) recorded(dir.node, name, describe);
  for (const { node } of [dir, file, link]) recorded(node, "setattr", attributes);
  recorded(file.stream, "write", written);
  const look = (deed) => (catchUp(), deed());
  for (const name of LOOKS) around(name, look);
  for (const name of CHANGES) around(name, changing);
  around("open", (deed, [, flags]) =>
    typeof flags === "number" && (flags & (O_CREAT | O_TRUNC)) === 0 ? look(deed) : changing(deed),
  );

  function* copied(folder, left) {
    for (const node of Object.values(folder.contents)) {
      const path = FS.getPath(node);
      if (FS.isLink(node.mode)) yield pack({ do: "symlink", path, to: node.link });
      if (FS.isDir(node.mode)) yield pack({ do: "mknod", path, mode: node.mode });
      if (FS.isDir(node.mode)) yield* copied(node, left);
      if (!FS.isFile(node.mode) || node.usedBytes > left.bytes) continue;
      left.bytes -= node.usedBytes;
      yield pack({ do: "mknod", path, mode: node.mode });
      yield pack({ do: "write", path, at: 0 }, node.contents.subarray(0, node.usedBytes));
      yield pack({ do: "setattr", path, to: { mtime: node.mtime } });
    }
  }

  function empty(folder) {
    for (const node of Object.values(folder.contents)) {
      if (!FS.isDir(node.mode)) {
        FS.unlink(FS.getPath(node));
        continue;
      }
      empty(node);
      remove(node);
    }
  }

  return {
    /** From now on there may be other processes. */
    share: () => (isShared = true),
    /** What a child needs to begin with the files as they are now. */
    copy() {
      catchUp();
      const left = { bytes: MOST_COPIED };
      const parts = folders().flatMap((folder) => [...copied(folder, left)]);
      const start = new Uint8Array(new Uint32Array([read]).buffer);
      return joined([start, ...parts]);
    },
    /** Begins with the files of a `copy`. */
    paste(copy) {
      folders().forEach(empty);
      applyAll(copy.subarray(4));
      [read] = new Uint32Array(copy.slice(0, 4).buffer);
      isShared = true;
    },
  };
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
