/** Tells the parent the port, then, whenever it asks, the CPU time of this process so far. */
export function reportCpu(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system });
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ port });
}
