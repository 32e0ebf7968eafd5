#!/usr/bin/env python3
"""Compares what the stores of testing/local hold: every metric of every window must be the same number in all of them, to the
last bit.

compare.py REDIS_PORT ELASTICSEARCH_PORT CLICKHOUSE_PORT; exit code 1 where they differ.
"""
import json
import socket
import struct
import sys
import urllib.parse
import urllib.request
from datetime import datetime, timezone


def redis(port):
    """(series, window, name) -> value, and the ids of alerts with their status."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        stream = connection.makefile("rwb")

        def call(*words):
            parts = [b"*%d\r\n" % len(words)]
            parts += [b"$%d\r\n%s\r\n" % (len(word.encode()), word.encode()) for word in words]
            stream.write(b"".join(parts))
            stream.flush()
            return answer()

        def answer():
            line = stream.readline().rstrip()
            kind, rest = line[:1], line[1:]
            if kind == b"$":
                data = stream.read(int(rest) + 2)[:-2] if int(rest) >= 0 else None
                return data.decode() if data is not None else None
            if kind == b"*":
                return [answer() for _ in range(int(rest))]
            if kind == b"-":
                sys.exit("Redis says: " + rest.decode())
            return rest.decode()

        def values(pattern):
            keys = call("KEYS", pattern)
            return [json.loads(text) for text in call("MGET", *keys)] if keys else []

        return points(values("metrics:*")), states(values("alerts:*"))


def elasticsearch(port):
    def search(index):
        url = f"http://127.0.0.1:{port}/{index}/_refresh"
        urllib.request.urlopen(urllib.request.Request(url, method="POST"), timeout=30).read()
        found, after = [], None
        while True:
            body = {"size": 5000, "sort": ["_doc"], "query": {"match_all": {}}}
            url = f"http://127.0.0.1:{port}/{index}/_search?scroll=1m"
            if after:
                body, url = {"scroll": "1m", "scroll_id": after}, f"http://127.0.0.1:{port}/_search/scroll"
            request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
            answer = json.load(urllib.request.urlopen(request, timeout=60))
            after, hits = answer["_scroll_id"], answer["hits"]["hits"]
            if not hits:
                return found
            found += [hit["_source"] for hit in hits]

    return points(search("beamwatch-metrics-*")), states(search("beamwatch-alerts-*"))


def clickhouse(port):
    def query(sql):
        url = f"http://127.0.0.1:{port}/?" + urllib.parse.urlencode({"query": sql + " FORMAT JSONEachRow"})
        text = urllib.request.urlopen(url, timeout=60).read().decode()
        return [json.loads(line) for line in text.splitlines()]

    found = {}
    for row in query(
        "SELECT labels.name AS names, labels.value AS texts, window_start_ms, name, isNull(value) AS none,"
        # Its bits: a text would have to be printed, and read, without an error.
        " reinterpretAsInt64(reinterpretAsString(ifNull(value, 0.0))) AS bits FROM beamwatch_metrics FINAL"
    ):
        labels = tuple(sorted(zip(row["names"], row["texts"])))
        value = None if int(row["none"]) else struct.unpack("<d", struct.pack("<q", int(row["bits"])))[0]
        found[labels, int(row["window_start_ms"]), row["name"]] = value
    alerts = query("SELECT alert_id, status FROM beamwatch_alerts FINAL")
    return found, {alert["alert_id"]: alert["status"] for alert in alerts}


def number(value):
    return None if value is None else float(value)


def millis(text):
    instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return round(instant.astimezone(timezone.utc).timestamp() * 1000)


def points(documents):
    found = {}
    for point in documents:
        labels = tuple(sorted(point["labels"].items()))
        for name, value in {**point["measures"], **point["metrics"]}.items():
            found[labels, millis(point["window_start"]), name] = number(value)
    return found


def states(documents):
    return {alert["alert_id"]: alert["status"] for alert in documents}


def main():
    ports = [int(port) for port in sys.argv[1:4]]
    stores = dict(zip(("Redis", "Elasticsearch", "ClickHouse"), (redis(ports[0]), elasticsearch(ports[1]), clickhouse(ports[2]))))
    for name, (metrics, alerts) in stores.items():
        windows = {(labels, window) for labels, window, _ in metrics}
        print(f"{name:14} {len(windows):6} windows, {len(metrics):6} numbers, {len(alerts):4} alerts")
    first, *others = stores.items()
    differences = 0
    for name, store in others:
        for what, ours, theirs in zip(("number", "alert"), first[1], store):
            for key in sorted(set(ours) | set(theirs), key=str):
                if ours.get(key, "absent") != theirs.get(key, "absent"):
                    differences += 1
                    if differences <= 10:
                        print(f"{what} {key}: {first[0]} {ours.get(key, 'absent')}, {name} {theirs.get(key, 'absent')}")
    empty = not first[1][0] or not first[1][1]
    print("nothing is there" if empty else "equal" if not differences else f"{differences} differences")
    return 1 if differences or empty else 0


if __name__ == "__main__":
    sys.exit(main())
