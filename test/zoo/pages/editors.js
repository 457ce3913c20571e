import 'quill/dist/quill.snow.css';
import { defaultKeymap } from '@codemirror/commands';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import Quill from 'quill';

const app = document.querySelector('#app');
app.innerHTML =
  '<div id="quill"><p>Some words to write.</p></div><div id="code"></div><div id="tiptap"></div><button id="bold">Bold</button><button id="dead">Export</button>';
new Quill('#quill', { theme: 'snow' });
new EditorView({
  doc: 'const a = 1;\nconst b = 2;\nconst c = a + b;\n',
  extensions: [lineNumbers(), keymap.of(defaultKeymap)],
  parent: document.querySelector('#code'),
});
const editor = new Editor({
  element: document.querySelector('#tiptap'),
  extensions: [StarterKit],
  content: '<p>Some other words.</p>',
});
document.querySelector('#bold').onclick = () => editor.chain().focus().toggleBold().run();
