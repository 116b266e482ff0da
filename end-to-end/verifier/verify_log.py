#!/usr/bin/env python3
"""Verifies a transparency log, or a proof from it, without the program that wrote it: C2SP signed-note,
tlog-checkpoint, tlog-tiles, tlog-proof and tlog-policy, RFC 6962 and RFC 8032, Python's standard library alone.

    verify_log.py LOG POLICY              a log's directory (or a mirror of it) and the policy file with its key
    verify_log.py FILE.tlog-proof POLICY  one proof, offline; prints the entry that it proves

Exit code 0 if all holds, 1 if not."""
import base64
import hashlib
import pathlib
import re
import sys

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def fail(what):
    sys.exit("not verified: " + what)


def add(a, b):  # extended coordinates, RFC 8032 5.1.4
    x, y, z, t = [(a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P,
                  2 * a[2] * b[2] % P, 2 * a[3] * b[3] * D % P]
    e, f, g, h = y - x, z - t, z + t, y + x
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point(octets):  # RFC 8032 5.1.3
    y = int.from_bytes(octets, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        fail("a key or signature is no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(point(signature[:32]), times(k, point(key)))
    return s < ORDER and all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def verifier_key(text):  # C2SP signed-note: name+hash+base64(type, key)
    name, identity, key = text.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] != identity:
        fail("the key of " + name + " does not have the hash that the policy says")
    return name, bytes.fromhex(identity), key


def checkpoint(note, policy):  # C2SP tlog-checkpoint and the part of tlog-policy without witnesses
    lines = [line.split() for line in policy.splitlines() if line and not line.startswith("#")]
    if [words for words in lines if words[0] not in ("log", "quorum")] or ["quorum", "none"] not in lines:
        fail("this program knows policies of one log and no witnesses")
    text, signatures = note.rsplit("\n\n", 1)
    text += "\n"
    for words in lines:
        if words[0] != "log":
            continue
        name, identity, key = verifier_key(words[1])
        for line in signatures.splitlines():
            found = re.fullmatch("\u2014 (\\S+) (\\S+)", line)
            octets = base64.b64decode(found[2]) if found else b""
            if found and found[1] == name and octets[:4] == identity and key[0] == 1 and len(octets) == 68:
                if text.split("\n")[0] == name and signed(key[1:], text.encode(), octets[4:]):
                    origin, size, root = text.split("\n")[:3]
                    return origin, int(size), base64.b64decode(root, validate=True)
    fail("no log of the policy has signed the checkpoint")


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(hashes):  # RFC 6962 2.1
    if len(hashes) <= 1:
        return hashes[0] if hashes else hashlib.sha256().digest()
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node(root_of(hashes[:split]), root_of(hashes[split:]))


def tile(log, level, index, width):
    place = "%03d" % (index % 1000)
    while index >= 1000:
        index //= 1000
        place = "x%03d/%s" % (index % 1000, place)
    return (log / "tile" / level / (place + (".p/%d" % width if width < 256 else ""))).read_bytes()


def verify_log(log, policy):
    origin, size, root = checkpoint((log / "checkpoint").read_text(), policy)
    hashes = []
    while len(hashes) < size:
        index, width = len(hashes) // 256, min(256, size - len(hashes))
        bundle, leaves = tile(log, "entries", index, width), []
        while bundle:
            length = int.from_bytes(bundle[:2], "big")
            leaves.append(leaf(bundle[2:2 + length]))
            bundle = bundle[2 + length:]
        if len(leaves) != width or tile(log, "0", index, width) != b"".join(leaves):
            fail("entries %d to %d are not those of their tile" % (index * 256, index * 256 + width - 1))
        hashes += leaves
    if root_of(hashes) != root:
        fail("the entries are not those that the checkpoint was signed for")
    print("verified: %s has %d entries, root %s" % (origin, size, root.hex()))


def verify_proof(proof, policy):  # C2SP tlog-proof
    head, note = proof.split("\n\n", 1)
    version, extra, index, *path = head.split("\n")
    if version != "c2sp.org/tlog-proof@v1" or not extra.startswith("extra ") or not index.startswith("index "):
        fail("not a proof that carries its entry")
    entry, index = base64.b64decode(extra[6:], validate=True), int(index[6:])
    origin, size, root = checkpoint(note, policy)
    hashed, at, last = leaf(entry), index, size - 1  # RFC 9162 2.1.3.2
    for sibling in (base64.b64decode(line, validate=True) for line in path):
        if last == 0:
            fail("the path is too long")
        if at & 1 or at == last:
            hashed = node(sibling, hashed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = node(hashed, sibling)
        at, last = at >> 1, last >> 1
    if last or hashed != root or index >= size:
        fail("entry %d is not in the tree of the checkpoint" % index)
    print("verified: entry %d of %d of %s\n%s" % (index, size, origin, entry.decode()))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    subject, policy = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_text()
    try:
        if subject.is_dir():
            verify_log(subject, policy)
        else:
            verify_proof(subject.read_text(), policy)
    except (OSError, ValueError, IndexError) as e:
        fail(str(e))


if __name__ == "__main__":
    main()
