import { translate } from '../frame/translate.js';

translate('refused.title');
