export { kubernetesFiles } from './manifests.js';
