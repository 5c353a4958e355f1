import { type DataId, DataStorage, engine, KernelBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { ONE_LAYER, type TextureLayout, textureSize } from './layout';
import { type FloatTexture, fillTexture, readTexture, TexturePool } from './textures';

/** A tensor's texture and how its entries lie in it. */
export interface TensorTexture {
  readonly texture: FloatTexture;
  readonly layout: TextureLayout;
}

/** WebGL as tfjs's engine and kernel registry see it: tensors are textures of our own, which only kernels of our own read and write. */
export class WebglBackend extends KernelBackend {
  readonly pool: TexturePool;
  private readonly textures: DataStorage<TensorTexture>;

  constructor(readonly gl: WebGL2RenderingContext) {
    super();
    this.pool = new TexturePool(gl);
    this.textures = new DataStorage(this, engine());
  }

  /** A tensor of one axis without numbers yet. */
  allocate(entries: number, layout: TextureLayout): TensorInfo {
    const dataId: DataId = {};
    this.textures.set(dataId, { texture: this.pool.take(textureSize(entries, layout)), layout });
    // Whole numbers are floats in textures too.
    return { dataId, shape: [entries], dtype: 'float32' };
  }

  textureOf({ dataId }: Pick<TensorInfo, 'dataId'>): TensorTexture {
    return this.textures.get(dataId);
  }

  /** A tensor with these numbers, in one layer. */
  upload(data: Float32Array | Int32Array): Tensor {
    const info = this.allocate(data.length, ONE_LAYER);
    fillTexture(this.gl, this.textureOf(info).texture, data);
    return engine().makeTensorFromTensorInfo(info);
  }

  /** All entries of a tensor, in order. */
  readAll(tensor: Tensor): Promise<Float32Array> {
    const { texture, layout } = this.textureOf(tensor);
    return readTexture(this.gl, texture, tensor.size, layout);
  }

  override disposeData(dataId: DataId): boolean {
    if (this.textures.has(dataId)) this.pool.giveBack(this.textures.get(dataId).texture);
    this.textures.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.textures.numDataIds();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override dispose(): void {
    this.pool.trim();
  }
}
