import './main.css';
import { startApp } from './app.ts';
import { connectHost } from './host.ts';

startApp(document.getElementById('app')!, connectHost());
