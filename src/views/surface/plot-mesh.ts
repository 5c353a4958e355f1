import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DataTexture,
  DoubleSide,
  LinearFilter,
  LinearSRGBColorSpace,
  Mesh,
  PerspectiveCamera,
  RedFormat,
  Scene,
  ShaderMaterial,
  SRGBColorSpace,
} from 'three';
import { colorTable } from '../colormaps';
import type { HeightScale } from '../types';
import type { Bake } from './bake';
import { contourSpacing } from './contour-spacing';
import type { DrapePicture } from './drape';
import { SHADOW_REACH, SHADOW_SIDE } from './floor-shadow';
import type { Frame } from './frame';
import { lightsFrom } from './light';
import { meshIndex } from './mesh-index';
import type { Projection } from './projection';
import { floorFragment, floorVertex, shadowFragment, shadowVertex, surfaceFragment, surfaceVertex } from './shaders';
import type { SurfaceTokens } from './tokens';

/** Mesh intervals along the longer side of the floor. */
const FLOOR_SIDE = 128;

interface Vertices {
  readonly position: BufferAttribute;
  readonly heightShown: BufferAttribute;
  readonly heightBefore: BufferAttribute;
  readonly colorShown: BufferAttribute;
  readonly colorBefore: BufferAttribute;
  readonly shade: BufferAttribute;
  readonly marks: BufferAttribute;
}

/** One pane's surface and floor on the GPU. Heights are written in place; the geometry is made anew only when the mesh changes size. */
export class PlotMesh {
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera();
  private readonly map = pictureTexture(colorTable('mako'), 256, 1);
  private readonly cast = shadowTexture();
  private drape: DataTexture | null = null;
  private draped: DrapePicture | null = null;
  private colormap = 'mako';
  private readonly uniforms = {
    map: { value: this.map },
    drape: { value: this.map },
    draped: { value: 0 },
    blend: { value: 1 },
    halfSides: { value: [1, 1] },
    eye: { value: [0, 0, 0] },
    pixels: { value: 1 },
    key: { value: [0, 1, 0] },
    fill: { value: [0, 1, 0] },
    keyStrength: { value: 1 },
    hemisphereStrength: { value: 0.4 },
    edgeStrength: { value: 1 },
    castShadow: { value: this.cast },
    shadowColor: { value: [0, 0, 0] },
    shadowStrength: { value: 0.3 },
    paneSize: { value: [1, 1] },
    ground: { value: [0, 0, 0] },
    page: { value: [1, 1, 1] },
    linesOfColor: { value: 0 },
    curve: { value: 0 },
    perMajor: { value: 1 },
    offset: { value: 0 },
    divisions: { value: 4 },
    floorDivisions: { value: 2 },
    fades: { value: 0 },
    flatSlope: { value: 0 },
    coarse: { value: [1, 1] },
    hasUnfinished: { value: 0 },
    bandOpacity: { value: 0.24 },
    lineShade: { value: 1 },
  };
  private readonly surface = new ShaderMaterial({
    vertexShader: surfaceVertex,
    fragmentShader: surfaceFragment,
    uniforms: this.uniforms,
    side: DoubleSide,
  });
  private readonly floor = new ShaderMaterial({
    vertexShader: floorVertex,
    fragmentShader: floorFragment,
    uniforms: this.uniforms,
    side: DoubleSide,
    transparent: true,
    premultipliedAlpha: true,
    depthWrite: false,
  });
  private readonly shadow = new ShaderMaterial({
    vertexShader: shadowVertex,
    fragmentShader: shadowFragment,
    uniforms: this.uniforms,
    side: DoubleSide,
    transparent: true,
    premultipliedAlpha: true,
    depthWrite: false,
  });
  private vertices: Vertices | null = null;
  /** One per stride, all over the same vertices. */
  private readonly geometries = new Map<number, BufferGeometry>();
  private readonly surfaceMesh = new Mesh(new BufferGeometry(), this.surface);
  private readonly floorMesh = new Mesh(new BufferGeometry(), this.floor);
  private readonly shadowMesh = new Mesh(shadowSquare(), this.shadow);
  private size = '';
  private width = 0;
  private height = 0;

  constructor() {
    for (const mesh of [this.surfaceMesh, this.floorMesh, this.shadowMesh]) {
      mesh.frustumCulled = false;
      mesh.visible = false;
      this.scene.add(mesh);
    }
    // The surface first: it hides most of the floor, which then costs nothing.
    this.surfaceMesh.renderOrder = 0;
    this.floorMesh.renderOrder = 1;
    this.shadowMesh.renderOrder = 2;
  }

  hide(): void {
    for (const mesh of [this.surfaceMesh, this.floorMesh, this.shadowMesh]) mesh.visible = false;
  }

  /** Takes a bake over, lit for a picture that opens from `azimuth`, degrees. Slopes up to `flat`, height over the whole plane, carry no lines; `keepBefore` leaves the heights shown until now as the start of an animation. */
  setBake(bake: Bake, frame: Frame, scale: HeightScale, azimuth: number, flat: number, keepBefore: boolean): void {
    const size = `${bake.width} ${bake.height} ${frame.halfX} ${frame.halfZ}`;
    if (size !== this.size || !this.vertices) {
      this.build(bake, frame);
      this.size = size;
    } else {
      const { heightShown, heightBefore, colorShown, colorBefore, shade, marks } = this.vertices;
      const share = keepBefore ? this.uniforms.blend.value : null;
      replace(heightShown, heightBefore, bake.heights, share);
      replace(colorShown, colorBefore, bake.colors, share);
      (shade.array as Int16Array).set(bake.shade);
      (marks.array as Uint8Array).set(bake.marks);
      for (const attribute of [shade, marks]) attribute.needsUpdate = true;
    }
    const spacing = contourSpacing(scale);
    this.uniforms.flatSlope.value = flat;
    this.uniforms.linesOfColor.value = spacing.of === 'color' ? 1 : 0;
    this.uniforms.fades.value = spacing.fades ? 1 : 0;
    for (const key of ['curve', 'perMajor', 'offset', 'divisions', 'floorDivisions'] as const) this.uniforms[key].value = spacing[key];
    this.uniforms.coarse.value = [...bake.coarse];
    this.uniforms.hasUnfinished.value = bake.hasUnfinished ? 1 : 0;
    this.uniforms.blend.value = 1;
    (this.cast.image.data as Uint8Array).set(bake.cast);
    this.cast.needsUpdate = true;
    const { key, fill } = lightsFrom(azimuth);
    this.uniforms.key.value = [...key];
    this.uniforms.fill.value = [...fill];
    for (const mesh of [this.surfaceMesh, this.floorMesh, this.shadowMesh]) mesh.visible = true;
  }

  /** Colours the surface by a picture over its plane; null colours it by its heights. */
  setDrape(picture: DrapePicture | null): void {
    if (picture === this.draped) return;
    this.draped = picture;
    this.drape?.dispose();
    this.drape = picture && pictureTexture(picture.data, picture.width, picture.height);
    this.uniforms.drape.value = this.drape ?? this.map;
    this.uniforms.draped.value = picture ? 1 : 0;
  }

  /** Share of the way from the heights before to those now. */
  setBlend(share: number): void {
    this.uniforms.blend.value = share;
  }

  setLook(tokens: SurfaceTokens, colormap: string): void {
    if (colormap !== this.colormap) {
      this.colormap = colormap;
      (this.map.image.data as Uint8Array).set(colorTable(colormap));
      this.map.needsUpdate = true;
    }
    const page = new Color().setStyle(tokens.page, LinearSRGBColorSpace);
    this.uniforms.page.value = [page.r, page.g, page.b];
    this.uniforms.keyStrength.value = tokens.key;
    this.uniforms.hemisphereStrength.value = tokens.hemisphere;
    this.uniforms.ground.value = [...tokens.ground];
    this.uniforms.bandOpacity.value = tokens.floor;
    this.uniforms.lineShade.value = tokens.floorLines;
    this.uniforms.edgeStrength.value = tokens.edge;
    this.uniforms.shadowColor.value = [...tokens.shadow];
    this.uniforms.shadowStrength.value = tokens.shadowStrength;
  }

  /** Longest side of the mesh in intervals, before any decimation. */
  get side(): number {
    return Math.max(this.width, this.height) - 1;
  }

  /** Draws every `stride`-th vertex only; of the floor, on which lines alone show, never more than FLOOR_SIDE along a side. */
  setStride(stride: number): void {
    this.surfaceMesh.geometry = this.geometryFor(stride);
    this.floorMesh.geometry = this.geometryFor(Math.max(stride, Math.floor(this.side / FLOOR_SIDE)));
  }

  aim(projection: Projection): void {
    const { camera } = this;
    camera.fov = projection.fov;
    camera.aspect = projection.width / projection.height;
    camera.near = 0.5;
    camera.far = 40;
    camera.position.set(...projection.eye);
    camera.up.set(0, 1, 0);
    camera.lookAt(...projection.aim);
    const { width, height, shift, raise } = projection;
    camera.setViewOffset(width, height, -shift, raise, width, height);
    this.uniforms.eye.value = [...projection.eye];
    this.uniforms.paneSize.value = [width, height];
  }

  setPixelRatio(ratio: number): void {
    this.uniforms.pixels.value = ratio;
  }

  dispose(): void {
    this.disposeGeometries();
    this.surface.dispose();
    this.floor.dispose();
    this.shadow.dispose();
    this.shadowMesh.geometry.dispose();
    this.map.dispose();
    this.cast.dispose();
    this.drape?.dispose();
  }

  private build(bake: Bake, frame: Frame): void {
    this.disposeGeometries();
    const { width, height } = bake;
    this.width = width;
    this.height = height;
    const places = new Float32Array(width * height * 3);
    for (let j = 0; j < height; j++) {
      for (let i = 0; i < width; i++) {
        places[(j * width + i) * 3] = ((i / (width - 1)) * 2 - 1) * frame.halfX;
        places[(j * width + i) * 3 + 2] = (1 - (j / (height - 1)) * 2) * frame.halfZ;
      }
    }
    this.vertices = {
      position: new BufferAttribute(places, 3),
      heightShown: new BufferAttribute(bake.heights.slice(), 1),
      heightBefore: new BufferAttribute(bake.heights.slice(), 1),
      colorShown: new BufferAttribute(bake.colors.slice(), 1),
      colorBefore: new BufferAttribute(bake.colors.slice(), 1),
      shade: new BufferAttribute(bake.shade.slice(), 4, true),
      marks: new BufferAttribute(bake.marks.slice(), 4, true),
    };
    this.uniforms.halfSides.value = [frame.halfX, frame.halfZ];
  }

  private geometryFor(stride: number): BufferGeometry {
    const known = this.geometries.get(stride);
    if (known) return known;
    const made = new BufferGeometry();
    for (const [name, attribute] of Object.entries(this.vertices ?? {})) made.setAttribute(name, attribute);
    made.setIndex(new BufferAttribute(meshIndex(this.width, this.height, stride), 1));
    this.geometries.set(stride, made);
    return made;
  }

  private disposeGeometries(): void {
    for (const geometry of this.geometries.values()) geometry.dispose();
    this.geometries.clear();
  }
}

/** Puts new values in place; those shown until now, `share` of the way from the ones before, stay as the start of an animation. Null: there is none. */
function replace(shown: BufferAttribute, before: BufferAttribute, values: Float32Array, share: number | null): void {
  const [now, past] = [shown.array as Float32Array, before.array as Float32Array];
  for (let i = 0; i < now.length; i++) past[i] = share === null ? values[i] : past[i] + (now[i] - past[i]) * share;
  now.set(values);
  shown.needsUpdate = true;
  before.needsUpdate = true;
}

/** Two triangles in the plane of the floor, as far as its shadow reaches. */
function shadowSquare(): BufferGeometry {
  const r = SHADOW_REACH;
  const square = new BufferGeometry();
  square.setAttribute('position', new BufferAttribute(Float32Array.from([-r, 0, -r, r, 0, -r, r, 0, r, -r, 0, r]), 3));
  square.setIndex([0, 1, 2, 0, 2, 3]);
  return square;
}

/** One byte per texel, blended between them. */
function shadowTexture(): DataTexture {
  const texture = new DataTexture(new Uint8Array(SHADOW_SIDE * SHADOW_SIDE), SHADOW_SIDE, SHADOW_SIDE, RedFormat);
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearFilter;
  texture.unpackAlignment = 1;
  texture.needsUpdate = true;
  return texture;
}

/** A texture of sRGB bytes, blended between texels. */
function pictureTexture(data: Uint8Array<ArrayBuffer>, width: number, height: number): DataTexture {
  const texture = new DataTexture(data, width, height);
  texture.colorSpace = SRGBColorSpace;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}
