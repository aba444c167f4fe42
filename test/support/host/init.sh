#!/bin/busybox sh
# Process 1 of the virtual machine, within the first file system that initramfs.ts writes.
#
# Mounts only cgroup v2; lays a writable overlay in memory over the real machine's files, which are shared read-only;
# makes that the root, so that mounts and pivot_root behave as on a host; runs /share/command and says how it ended in
# /share/exit-code. The console is its output.

/bin/busybox --install -s /bin
export PATH=/bin

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
exec </dev/console >/dev/console 2>&1

while read -r module; do insmod "/modules/$module"; done </modules/order
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -t tracefs tracefs /sys/kernel/tracing
mount -t securityfs securityfs /sys/kernel/security
ip link set lo up

nine_p=trans=virtio,version=9p2000.L,msize=1048576,access=any
mount -t 9p -o "$nine_p,cache=loose,ro" host /host
mount -t 9p -o "$nine_p,cache=none" share /share
mount -t tmpfs -o size=70% tmpfs /overlay
mkdir /overlay/changes /overlay/work /overlay/root
root=/overlay/root
mount -t overlay -o lowerdir=/host,upperdir=/overlay/changes,workdir=/overlay/work overlay $root

for folder in proc sys dev; do
	mkdir -p $root/$folder
	mount --rbind /$folder $root/$folder
done
mount -t tmpfs -o mode=1777 tmpfs $root/tmp
mount -t tmpfs -o mode=755 tmpfs $root/run
mkdir $root/run/share
mount --bind /share $root/run/share
# A checkout below /tmp or /run has just been covered.
checkout=$(cat /share/checkout)
if [ ! -d "$root$checkout" ]; then
	mkdir -p "$root$checkout"
	mount --bind "/host$checkout" "$root$checkout"
fi
cp /bin/busybox $root/run/busybox
cat >$root/run/main <<'MAIN'
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount --make-rshared /
/bin/sh /run/share/command </dev/null
echo $? >/run/share/exit-code
/run/busybox sync
/run/busybox poweroff -f
MAIN
exec switch_root $root /run/busybox sh /run/main
