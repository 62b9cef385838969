/** The channel on which workers hear that deliveries were written down. */
export const DELIVERY_CHANNEL = 'delivery';
