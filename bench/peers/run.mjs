// Fetches every row with one client, page after page as its users do: once for each line that comes in, and answers it with a JSON line.
// node run.mjs CLIENT BASE_URL
import { createInterface } from 'node:readline';

const [client, baseUrl] = process.argv.slice(2);
const base = baseUrl.replace(/\/$/, '');
const key = process.env.BINANCE_API_KEY;
const secret = process.env.BINANCE_API_SECRET;

// Each client as it comes, but for its address; ccxt without its pacing, since nobody is paced here.
const clients = {
  '@binance/derivatives-trading-portfolio-margin': async () => {
    const { DerivativesTradingPortfolioMargin } = await import('@binance/derivatives-trading-portfolio-margin');
    const { restAPI } = new DerivativesTradingPortfolioMargin({
      configurationRestAPI: { apiKey: key, apiSecret: secret, basePath: base },
    });
    return async (current) => (await restAPI.queryUsersMarginForceOrders({ current, size: 100 })).data();
  },
  binance: async () => {
    const { PortfolioClient } = await import('binance');
    const rest = new PortfolioClient({ api_key: key, api_secret: secret, baseUrl: base });
    return (current) => rest.getMarginForceOrders({ current, size: 100 });
  },
  'binance-api-node': async () => {
    const { default: module } = await import('binance-api-node');
    const rest = (module.default ?? module)({ apiKey: key, apiSecret: secret, httpPortfolioMargin: base });
    return (current) => rest.papiMarginGetForceOrders({ current, size: 100 });
  },
  ccxt: async () => {
    const { default: ccxt } = await import('ccxt');
    const exchange = new ccxt.binance({ apiKey: key, secret, enableRateLimit: false });
    exchange.urls.api.papi = `${base}/papi/v1`;
    return (current) => exchange.papiGetMarginForceOrders({ current, size: 100 });
  },
};

const getPage = await clients[client]();
for await (const _ of createInterface({ input: process.stdin })) {
  const started = performance.now();
  const rows = [];
  let total = 0;
  for (let page = 1; page === 1 || rows.length < total; page++) {
    const answer = await getPage(page);
    if (answer.rows.length === 0) {
      break;
    }
    rows.push(...answer.rows);
    total = Number(answer.total);
  }
  console.log(JSON.stringify({ rows: rows.length, ms: performance.now() - started }));
}
process.exit(0);
