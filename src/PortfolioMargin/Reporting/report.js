// The list of orders: sorting, filtering, pages. What comes from the exchange is only ever set as text.
(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('orders-data').textContent);
  const table = document.getElementById('orders-table');
  const body = table.tBodies[0];
  const shown = document.getElementById('shown');
  const previous = document.getElementById('previous');
  const next = document.getElementById('next');
  const filter = document.getElementById('filter');
  const market = document.getElementById('market');
  const pageSize = document.getElementById('page-size');
  const printedRows = 500;

  const pad = (number, length) => String(number).padStart(length, '0');
  const two = (number) => pad(number, 2);

  const time = (milliseconds, offset) => {
    const local = new Date(milliseconds + offset * 60000);
    const day = `${pad(local.getUTCFullYear(), 4)}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`;
    const clock = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
    const sign = offset < 0 ? '-' : '+';
    const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
    return { text: `${day} ${clock}`, exact: `${day}T${clock}.${pad(local.getUTCMilliseconds(), 3)}${zone}` };
  };

  // A number is text with every digit. Its sum is never taken here, so nothing is lost.
  const amount = (exact) => {
    if (exact === null) {
      return '–';
    }
    let [whole, fraction = ''] = exact.split('.');
    const places = Math.abs(Number(exact)) >= 1000 ? 2 : 8;
    if (fraction.length > places) {
      const digits = BigInt(whole.replace('-', '') + fraction.slice(0, places)) + (fraction[places] >= '5' ? 1n : 0n);
      const all = digits.toString().padStart(places + 1, '0');
      whole = (exact.startsWith('-') ? '-' : '') + all.slice(0, -places);
      fraction = all.slice(-places);
    }
    fraction = fraction.replace(/0+$/, '');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction ? `${grouped}.${fraction}` : grouped;
  };

  const orders = data.rows.map((row, index) => {
    const [milliseconds, offset, code, symbol, side, kind, price, quantity, value, asset, id, profile] = row;
    const order = {
      index,
      code,
      time: milliseconds,
      offset,
      market: data.markets[code],
      symbol: data.symbols[symbol] ?? '–',
      side: data.sides[side] ?? '–',
      kind: data.kinds[kind < 0 ? 2 : kind],
      price,
      quantity,
      value,
      asset: data.assets[asset] ?? '–',
      id,
      profile: data.profiles[profile],
    };
    order.words = [order.market, code, order.symbol, order.side, order.kind, order.asset, id, order.profile, time(milliseconds, offset).text].join(' ').toLowerCase();
    return order;
  });

  const columns = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.column);
  const exactDigits = (text) => {
    const [whole, fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(28, '0'));
  };

  const compareNumbers = (left, right) => {
    const difference = Number(left) - Number(right);
    if (difference !== 0 || left === right) {
      return difference;
    }
    const [exactLeft, exactRight] = [exactDigits(left), exactDigits(right)];
    return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
  };

  const compareTexts = (left, right) => (left < right ? -1 : left > right ? 1 : 0);
  const comparers = { time: (left, right) => left - right, price: compareNumbers, quantity: compareNumbers, value: compareNumbers, id: compareNumbers };

  let sorted = { column: 'time', direction: -1 };
  let view = orders;
  let page = 0;

  const sort = (list) => {
    const { column, direction } = sorted;
    const compare = comparers[column] ?? compareTexts;
    return list.sort((left, right) => {
      const [a, b] = [left[column], right[column]];
      if (a === null || b === null) {
        // What is not known stands last, whichever way is sorted.
        return (a === null) - (b === null) || left.index - right.index;
      }
      return direction * compare(a, b) || left.index - right.index;
    });
  };

  const cell = (order, column) => {
    const element = document.createElement(column === 'symbol' ? 'th' : 'td');
    if (column === 'symbol') {
      element.scope = 'row';
    }
    if (column === 'time') {
      const { text, exact } = time(order.time, order.offset);
      element.textContent = text;
      element.title = exact;
    } else if (column === 'price' || column === 'quantity' || column === 'value') {
      element.className = 'number';
      if (order[column] === null) {
        element.textContent = '–';
      } else {
        const number = document.createElement('data');
        number.value = number.title = order[column];
        number.textContent = amount(order[column]);
        element.append(number);
      }
    } else {
      element.textContent = order[column];
      if (column === 'id') {
        element.className = 'number';
      } else if (column === 'side' && (order.side === 'BUY' || order.side === 'SELL')) {
        element.className = order.side.toLowerCase();
      }
    }
    return element;
  };

  const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => values[index].toLocaleString('en-US'));

  const render = (first, count) => {
    const rows = document.createDocumentFragment();
    for (const order of view.slice(first, first + count)) {
      const row = document.createElement('tr');
      row.append(...columns.map((column) => cell(order, column)));
      rows.append(row);
    }
    body.replaceChildren(rows);
    shown.textContent = view.length === 0 ? data.noMatch : fill(data.shown, first + 1, Math.min(first + count, view.length), view.length);
  };

  const show = () => {
    const size = Number(pageSize.value);
    page = Math.max(0, Math.min(page, Math.ceil(view.length / size) - 1));
    render(page * size, size);
    previous.disabled = page === 0;
    next.disabled = (page + 1) * size >= view.length;
  };

  const select = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    view = sort(orders.filter((order) => (!market.value || order.code === market.value) && words.every((word) => order.words.includes(word))));
    page = 0;
    show();
  };

  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = header.textContent;
    header.replaceChildren(button);
    button.addEventListener('click', () => {
      const column = header.dataset.column;
      const isNumber = column === 'time' || header.className === 'number';
      const direction = sorted.column === column ? -sorted.direction : isNumber ? -1 : 1;
      sorted = { column, direction };
      for (const other of table.tHead.rows[0].cells) {
        other.removeAttribute('aria-sort');
      }
      header.setAttribute('aria-sort', direction < 0 ? 'descending' : 'ascending');
      select();
    });
  }

  // The control of a form that was filled in before a reload comes back filled in: what is shown follows it.
  filter.addEventListener('input', select);
  market.addEventListener('change', select);
  pageSize.addEventListener('change', show);
  previous.addEventListener('click', () => { page -= 1; show(); });
  next.addEventListener('click', () => { page += 1; show(); });
  document.getElementById('controls').addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('beforeprint', () => render(0, printedRows));
  window.addEventListener('afterprint', show);
  for (const control of [document.getElementById('controls'), previous, next]) {
    control.hidden = false;
  }
  select();
})();
