#!/usr/bin/env python3
"""Verifies an evidence pack offline, without the program that made it: C2SP signed-note, tlog-checkpoint, tlog-cosignature,
tlog-policy, tlog-proof, RFC 9162, RFC 8032 and HMAC-SHA-256, Python's standard library alone.

    verify_pack.py PACK.zip POLICY    the pack, and the policy file with the log's key, which comes on another way

Exit code 0 if all holds, 1 if not."""
import base64, functools, hashlib, hmac, json, re, sys, zipfile

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def require(holds, what):
    if not holds:
        sys.exit("not verified: " + what)


def add(a, b):  # RFC 8032 5.1.4
    x, y, z, t = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0]), 2 * a[2] * b[2], 2 * a[3] * b[3] * D
    e, f, g, h = y - x, z - t, z + t, y + x
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        result = add(result, point) if bit == "1" else result
    return result


def point(octets):  # RFC 8032 5.1.3
    y = int.from_bytes(octets, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    require(y < P and (x * x - square) % P == 0 and not (x == 0 and sign), "no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signed(key, message, signature):  # RFC 8032 5.1.7
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    left, right = times(s, base), add(point(signature[:32]), times(k, point(key)))
    return s < ORDER and all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def policy_of(path):  # C2SP tlog-policy: keys of logs, and the quorum as a condition on who cosigned
    logs, witnesses, members, quorum = [], [], {"none": lambda cosigned: True}, []
    for kind, *words in (line.split() for line in open(path) if line.strip() and not line.lstrip().startswith("#")):
        if kind == "log":
            logs += [key for key in [verifier_key(words[0])] if key[2][0] == 1]  # other types are for other programs
        elif kind == "witness":
            witnesses.append(verifier_key(words[1]))
            require(witnesses[-1][2][0] == 4 and words[0] not in members, "the policy's witness " + words[0])
            members[words[0]] = lambda cosigned, key=witnesses[-1]: key in cosigned
        elif kind == "group":
            group = [members[name] for name in words[2:] if name != "none"]
            needed = {"any": 1, "all": len(group)}.get(words[1]) or int(words[1])
            require(words[0] not in members and 1 <= needed <= len(group), "the policy's group " + words[0])
            members[words[0]] = lambda cosigned, group=group, needed=needed: sum(met(cosigned) for met in group) >= needed
        else:
            require(kind == "quorum", "a line of the policy: " + kind)
            quorum.append(members[words[0]])
    require(logs and len(quorum) == 1, "a policy has a log and one quorum")
    return tuple(logs), tuple(witnesses), quorum[0]


def verifier_key(text):
    name, key_id, key = text.split("+", 2)
    key = base64.b64decode(key, validate=True)
    require(hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] == key_id, "the policy's key of " + name)
    return name, key_id, key


@functools.cache
def checkpoint(note, policy):  # C2SP signed-note, tlog-checkpoint, tlog-cosignature
    logs, witnesses, quorum = policy
    text, lines = note.rsplit("\n\n", 1)
    origin, size, root = text.split("\n")[:3]
    by_log, cosigned = False, set()
    for dash, who, octets in (line.split(" ") for line in lines.splitlines()):
        octets = base64.b64decode(octets, validate=True)
        for key in [key for key in logs + witnesses if (dash, who, octets[:4].hex()) == ("\u2014", key[0], key[1])]:
            time, signature = (octets[4:12], octets[12:]) if key[2][0] == 4 else (b"", octets[4:])
            said = "cosignature/v1\ntime %d\n" % int.from_bytes(time, "big") if time else ""
            require(len(signature) == 64 and signed(key[2][1:], (said + text + "\n").encode(), signature), "a signature of " + who)
            by_log = by_log or (not time and who == origin)
            cosigned |= {key} if time else set()
    require(by_log, "no log of the policy has signed the checkpoint")
    require(quorum(cosigned), "the policy's quorum has not cosigned the checkpoint")
    return int(size), base64.b64decode(root, validate=True)


def proven(proof, policy):  # C2SP tlog-proof, RFC 9162 2.1.3.2
    head, note = proof.decode().split("\n\n", 1)
    version, extra, index, *path = head.split("\n")
    require(version == "c2sp.org/tlog-proof@v1", "a proof of another kind")
    entry, index = base64.b64decode(extra[6:], validate=True), int(index[6:])
    size, root = checkpoint(note, policy)
    hashed, at, last = hashlib.sha256(b"\0" + entry).digest(), index, size - 1
    for sibling in (base64.b64decode(line, validate=True) for line in path):
        require(last > 0, "the path is too long")
        left = at & 1 or at == last
        hashed = hashlib.sha256(b"\1" + (sibling + hashed if left else hashed + sibling)).digest()
        while left and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    require(last == 0 and hashed == root and index < size, "entry %d is not in the checkpoint's tree" % index)
    leaf = json.loads(entry)
    require(leaf["sequence"] == index, "entry %d says that it is another" % index)
    return leaf


def opened(opening, leaf):  # returns what the leaf commits to
    salt, content, end = opening.split(b"\n")
    made = hmac.new(bytes.fromhex(salt[5:].decode()), content, "sha256").hexdigest()
    require(salt[:5] == b"salt " and end == b"" and made == leaf["commitment"], "an opening of entry %d" % leaf["sequence"])
    return json.loads(content)


def main(pack, policy):
    policy = policy_of(policy)
    with zipfile.ZipFile(pack) as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    require(names == sorted(set(names)), "the files are not sorted")
    version, question, auditor, purpose, at, *listed = files["manifest"].decode().splitlines()
    listed = {line[65:]: line[:64] for line in listed}
    require(version == "dev.breakwater/evidence@v1", "a pack of another kind")
    require(set(files) == set(listed) | {"manifest", "disclosure.tlog-proof", "disclosure.opening"}, "other files than listed")
    for name, digest in listed.items():
        require(hashlib.sha256(files[name]).hexdigest() == digest, name)
    leaf = proven(files["disclosure.tlog-proof"], policy)
    told = opened(files["disclosure.opening"], leaf)
    require(leaf["stage"] == "DISCLOSE" and told["digest"] == hashlib.sha256(files["manifest"]).hexdigest(), "the disclosure")
    require([told["item"], told["recipient"]] == [question[9:], auditor[8:]], "the disclosure's question or auditor")
    for name in sorted(listed):
        entry = re.fullmatch(r"(entries/\d{12})\.tlog-proof", name)
        if entry:
            leaf = proven(files[name], policy)
            require(int(entry[1][8:]) == leaf["sequence"], name)
            content = opened(files[entry[1] + ".opening"], leaf) if entry[1] + ".opening" in files else {}
            item = files.get(entry[1] + ".item")
            require(item is None or hashlib.sha256(item).hexdigest() == content.get("digest"), entry[1] + ".item")
            print(leaf["sequence"], leaf["stage"], leaf["decision"], ",".join(leaf["rules"]), leaf["hour"], content.get("item", "closed"))
        rules = re.fullmatch(r"policy/([0-9a-f]{64})\.yaml", name)
        require(not rules or rules[1] == listed[name], name)
    print("verified: %s; %s; %s" % (question, auditor, purpose))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        main(sys.argv[1], sys.argv[2])
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as e:
        sys.exit("not verified: %r" % e)
