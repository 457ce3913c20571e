import choicesText from './choices.css';

/** The look of `choices`, as text: the widget adopts it in a shadow root, the console in its document. */
export { choicesText };
