import { startSandbox } from '/work/main/packages/stripe-sandbox/src/index.ts';
import { openShop } from '/work/main/packages/stripe-sandbox/test/shop.ts';
import { chromium } from 'playwright-core';
const sb=await startSandbox({port:4810}); const shop=await openShop(sb);
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run']});
try{
for (const [w,name,q] of [[375,'m',''],[1440,'d',''],[320,'s','?locale=de'],[375,'rtl','?locale=ar&appearance='+encodeURIComponent(JSON.stringify({variables:{colorPrimary:'#7a2048',borderRadius:'12px'}}))],[375,'n','?appearance='+encodeURIComponent(JSON.stringify({theme:'night'}))]] as const){
 const p=await b.newPage({viewport:{width:w,height:900},deviceScaleFactor:2}); p.on('console',m=>console.log(name,m.type(),m.text())); p.on('pageerror',e=>console.log('ERR',e.message));
 await p.goto(shop.url+'/'+q); await p.waitForSelector('button[data-ready=true]',{timeout:8000});
 await p.waitForTimeout(300);
 await p.screenshot({path:`/tmp/pe-${name}.png`});
 if(name==='m'||name==='d'){
  const f=p.frameLocator('iframe[title="Secure payment input frame"]');
  await f.getByRole('button',{name:'Test cards'}).click(); await p.waitForTimeout(200); await p.screenshot({path:`/tmp/pe-${name}-cards.png`});
  await f.getByRole('button',{name:/3220/}).click();
  await p.getByRole('button',{name:'Pay'}).click();
  const c=p.frameLocator('iframe[title="3D Secure authentication"]'); await c.locator('#complete').waitFor(); await p.waitForTimeout(300); await p.screenshot({path:`/tmp/pe-${name}-3ds.png`});
  await c.locator('#complete').click(); await p.waitForFunction(()=>document.querySelector('output')!.textContent); console.log(await p.locator('output').textContent());
  await f.getByLabel('Card number').fill('4242424242424241'); await f.getByLabel('Security code').fill('12'); await p.getByRole('button',{name:'Pay'}).click(); await p.waitForTimeout(300); await p.screenshot({path:`/tmp/pe-${name}-err.png`}); console.log(await p.locator('output').textContent());
 }
 await p.close();
}}finally{ await b.close(); await shop.close(); await sb.close(); }
