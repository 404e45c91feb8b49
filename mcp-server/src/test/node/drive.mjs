// Drives a server with the official TypeScript client: node drive.mjs TRANSPORT TARGET STEPS
//   TRANSPORT  stdio | sse | http
//   TARGET     stdio: a JSON array, the command line of the server; else: the address
//   STEPS      a JSON array of ["list"] | ["call", tool, arguments] | ["kill"] (stdio: SIGKILL, then a new server)
//              | ["watch", tool, arguments] (a call whose answer has "told": the progress on the way)
// Prints a JSON array with the answer of each step.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [kind, target, steps] = process.argv.slice(2);

function transport() {
  switch (kind) {
    case "stdio": {
      const [command, ...args] = JSON.parse(target);
      return new StdioClientTransport({ command, args, stderr: "inherit", env: process.env });
    }
    case "sse":
      return new SSEClientTransport(new URL(target));
    case "http":
      return new StreamableHTTPClientTransport(new URL(target));
    default:
      throw new Error(`unknown transport ${kind}`);
  }
}

async function connect() {
  const client = new Client({ name: "node-client", version: "1.0.0" });
  await client.connect(transport());
  return client;
}

let client = await connect();
const answers = [];
for (const [step, ...rest] of JSON.parse(steps)) {
  switch (step) {
    case "list":
      answers.push((await client.listTools()).tools.map((tool) => tool.name));
      break;
    case "call":
      answers.push(await client.callTool({ name: rest[0], arguments: rest[1] }));
      break;
    case "watch": {
      const told = [];
      const onprogress = (notice) => told.push(notice.progress);
      const call = { name: rest[0], arguments: rest[1] };
      answers.push({ ...(await client.callTool(call, undefined, { onprogress })), told });
      break;
    }
    case "kill": {
      const gone = new Promise((resolve) => (client.onclose = resolve));
      process.kill(client.transport.pid, "SIGKILL");
      await gone;
      client = await connect();
      answers.push("killed");
      break;
    }
    default:
      throw new Error(`unknown step ${step}`);
  }
}
await client.close();
console.log(JSON.stringify(answers));
