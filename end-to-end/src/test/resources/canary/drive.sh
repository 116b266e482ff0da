# One drive with everything on, in a network namespace of its own: drive.sh DATA JAVA... (the command of the product).
# What each process says goes to DATA/said.
set -eu
PATH=$PATH:/usr/sbin
data=$1
shift
quoted=$(printf '%q ' "$@")
ip link set lo up

"$@" cloud run --data "$data" --port 0 >"$data/said/cloud" 2>&1 &
cloud=$!
trap 'kill $cloud 2>/dev/null || true; wait $cloud 2>/dev/null || true' EXIT
for second in $(seq 120); do
  grep -q event=ready "$data/said/cloud" && break
  sleep 1
done
"$@" vehicle enrol --data "$data" >"$data/said/enrol" 2>&1

# Metrics are read while the car drives.
(while sleep 0.5; do
  curl -s -m 1 http://127.0.0.1:9464/metrics >>"$data/said/metrics" || true
  curl -s -m 1 http://127.0.0.1:9464/health >>"$data/said/health" || true
done) &
watch=$!

status=0
"$@" certify egress --data "$data" --seconds 6 --grace 120 --on "$quoted agent run --config $data/car.yaml >$data/said/agent 2>&1" \
  >"$data/said/certify" 2>&1 || status=$?
kill $watch

# A new name and certificate, under which the next drive is.
"$@" vehicle rotate --data "$data" >"$data/said/rotate" 2>&1 || true
"$@" vehicle list --data "$data" >"$data/said/list" 2>&1 || true

# A crash in the middle of another drive: what the JVM writes then.
java=$1
shift
"$java" -XX:-CreateCoredumpOnCrash -XX:ErrorFile="$data/said/hs_err" "$@" agent run --config "$data/crash.yaml" >"$data/said/crash" 2>&1 &
crashing=$!
for tenth in $(seq 200); do
  grep -q event=progress "$data/said/crash" && break
  sleep 0.1
done
kill -SEGV $crashing
wait $crashing || true
exit $status
