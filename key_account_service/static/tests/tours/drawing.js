/** A stroke on the screen: nobody types a signature here. */
export function draw({ anchor }) {
    const { left, top, width, height } = anchor.getBoundingClientRect();
    const stroke = (type, x, y, buttons) => {
        const place = { clientX: left + width * x, clientY: top + height * y };
        const pen = { isPrimary: true, pointerId: 1, pressure: 0.5, buttons };
        anchor.dispatchEvent(
            new PointerEvent(type, { bubbles: true, cancelable: true, ...place, ...pen })
        );
    };
    stroke("pointerdown", 0.2, 0.7, 1);
    for (const [x, y] of [[0.4, 0.2], [0.6, 0.8], [0.8, 0.3]]) {
        stroke("pointermove", x, y, 1);
    }
    stroke("pointerup", 0.8, 0.3, 0);
}
