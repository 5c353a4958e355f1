import { SHADOW_REACH } from './floor-shadow';
import { BOX_HEIGHT, CUT_BOTTOM, CUT_TOP, FLOOR } from './frame';
import { RIPPLE_MAX, RIPPLE_MIN } from './relief';

function glsl(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const COMMON = /* glsl */ `
  const float BOX_HEIGHT = ${glsl(BOX_HEIGHT)};
  const float FLOOR = ${glsl(FLOOR)};
  const float CUT_TOP = ${glsl(CUT_TOP)};
  const float CUT_BOTTOM = ${glsl(CUT_BOTTOM)};
  vec3 toSrgb(vec3 c) {
    c = clamp(c, 0.0, 1.0);
    return mix(c * 12.92, 1.055 * pow(c, vec3(0.41666)) - 0.055, step(vec3(0.0031308), c));
  }
`;

const FRAGMENT = /* glsl */ `
  ${COMMON}
  uniform float pixels;
  uniform float linesOfColor;
  uniform float curve;
  uniform float perMajor;
  uniform float offset;
  uniform float flatSlope;
  /** 0 where the surface is flat, so that a plateau at the height of a line is no sand; slopes per pixel. */
  float sloped(float heightSlope, vec2 planeSlope) {
    return flatSlope > 0.0 ? smoothstep(flatSlope, flatSlope * 1.3, heightSlope / max(max(planeSlope.x, planeSlope.y), 1e-7)) : 1.0;
  }
  /** Where a place lies on the comb of iso-lines: whole numbers are major lines. */
  float onComb(float height, float tint) {
    float x = mix(height, tint, linesOfColor);
    float share = curve > 0.0 ? (exp(x * curve) - 1.0) / (exp(curve) - 1.0) : x;
    return share * perMajor + offset;
  }
  /** How much of a pixel a line covers; both in CSS px. */
  float coverage(float distancePx, float width) {
    return clamp((width * 0.5 - distancePx) * pixels + 0.5, 0.0, 1.0);
  }
`;

/**
 * Light as LOOK.md defines it, per vertex in linear colour, from the baked relief: front and underside, and the key's gloss. Nothing here
 * depends on more than the vertex, so that the fragment stage stays cheap on software rasterisers.
 */
export const surfaceVertex = /* glsl */ `
  ${COMMON}
  attribute float heightShown;
  attribute float heightBefore;
  attribute float colorShown;
  attribute float colorBefore;
  attribute vec4 shade;
  attribute vec4 marks;
  uniform float blend;
  uniform vec2 halfSides;
  uniform vec3 eye;
  uniform float keyStrength;
  uniform float hemisphereStrength;
  uniform vec3 ground;
  varying float vHeight;
  varying float vColor;
  varying vec2 vPlane;
  varying vec2 vMarks;
  varying vec3 vFront;
  varying vec3 vBack;
  varying float vGloss;

  uniform vec3 key;
  uniform vec3 fill;
  const vec3 KEY_COLOR = vec3(1.08, 0.97, 0.80);
  const vec3 FILL_COLOR = vec3(0.66, 0.86, 1.22) * 0.30;
  const vec3 SKY = vec3(0.82, 0.94, 1.16);

  vec3 lightOn(vec3 normal, float openness, float shadow) {
    vec3 hemisphere = mix(ground, SKY, normal.y * 0.5 + 0.5) * hemisphereStrength * openness;
    float lit = max(0.0, (dot(normal, normalize(key)) + 0.18) / 1.18) * keyStrength * shadow;
    float filled = max(0.0, dot(normal, normalize(fill))) * openness;
    return hemisphere + KEY_COLOR * lit + FILL_COLOR * filled;
  }

  void main() {
    vHeight = mix(heightBefore, heightShown, blend);
    vColor = mix(colorBefore, colorShown, blend);
    vPlane = vec2(position.x / halfSides.x, -position.z / halfSides.y) * 0.5 + 0.5;
    vMarks = marks.yz;
    vec3 world = vec3(position.x, vHeight * BOX_HEIGHT, position.z);
    vec3 normal = vec3(shade.x, sqrt(max(0.0, 1.0 - dot(shade.xy, shade.xy))), shade.y);
    float ripple = 1.0 + mix(${glsl(RIPPLE_MIN)}, ${glsl(RIPPLE_MAX)}, marks.x);
    vFront = lightOn(normal, shade.z, shade.w) * ripple;
    vBack = lightOn(-normal, shade.z, 1.0) * ripple;
    vec3 halfway = normalize(normalize(key) + normalize(eye - world));
    vGloss = 0.055 * pow(max(0.0, dot(normal, halfway)), 26.0) * shade.w;
    gl_Position = projectionMatrix * viewMatrix * vec4(world, 1.0);
  }
`;

/** `pixels` is the number of device pixels per CSS px: line widths are in CSS px. */
export const surfaceFragment = /* glsl */ `
  ${FRAGMENT}
  uniform sampler2D map;
  uniform sampler2D drape;
  uniform float draped;
  uniform float divisions;
  uniform float fades;
  uniform float edgeStrength;
  uniform vec3 page;
  uniform vec2 coarse;
  uniform float hasUnfinished;
  varying float vHeight;
  varying float vColor;
  varying vec2 vPlane;
  varying vec2 vMarks;
  varying vec3 vFront;
  varying vec3 vBack;
  varying float vGloss;

  float contour(float value, float slopePx, float width) {
    float spacing = 1.0 / slopePx;
    float fade = smoothstep(2.0, 4.0, spacing);
    return coverage(abs(fract(value - 0.5) - 0.5) * spacing, width) * fade;
  }

  void main() {
    float slope = max(length(vec2(dFdx(vHeight), dFdy(vHeight))) * pixels, 1e-7);
    float validSlope = max(length(vec2(dFdx(vMarks.y), dFdy(vMarks.y))) * pixels, 1e-7);
    vec2 planeSlope = vec2(length(vec2(dFdx(vPlane.x), dFdy(vPlane.x))), length(vec2(dFdx(vPlane.y), dFdy(vPlane.y)))) * pixels;
    float inside = min(CUT_TOP - vHeight, vHeight - CUT_BOTTOM);
    if (inside < 0.0 || vMarks.y < 0.5) discard;

    vec3 byLoss = texture2D(map, vec2(clamp(vColor, 0.0, 1.0) * 0.99609375 + 0.001953125, 0.5)).rgb;
    vec3 base = mix(byLoss, texture2D(drape, vPlane).rgb, draped);
    vec3 light = vFront;
    float gloss = vGloss;
    if (!gl_FrontFacing) {
      light = vBack;
      gloss = 0.0;
      // Slate, whatever the colour of the upper side.
      base = mix(base, vec3(0.55, 0.80, 1.25) * (0.10 + 0.55 * dot(base, vec3(0.2126, 0.7152, 0.0722))), 0.75);
    }
    vec3 color = base * light + gloss;
    float value = onComb(vHeight, vColor);
    float slopeMajor = max(length(vec2(dFdx(value), dFdy(value))) * pixels, 1e-7);
    float strength = mix(1.0, smoothstep(${glsl(Math.log10(0.3))}, 2.0, value) * 0.7 + 0.3, fades) * sloped(slope, planeSlope);
    float minor = contour(value * divisions, slopeMajor * divisions, 0.8) * 0.34 * strength;
    float major = contour(value, slopeMajor, 1.3) * 0.62 * strength;
    color *= 1.0 - 0.87 * max(minor, major);
    // A bright line on the border, whether of the plane, of a cut or of a hole.
    vec2 border = min(vPlane, 1.0 - vPlane) / max(planeSlope, vec2(1e-7));
    float rim = coverage(min(min(border.x, border.y), min(inside / slope, (vMarks.y - 0.5) / validSlope)), 3.0);
    color = mix(color, (base * 0.35 + vec3(0.55, 0.62, 0.62)) * edgeStrength, 0.85 * rim);
    vec3 shown = toSrgb(color);
    if (hasUnfinished > 0.5 && vMarks.x > 0.5) {
      shown = mix(shown, page, 0.5);
      vec2 lines = vPlane * coarse;
      vec2 mesh = abs(fract(lines - 0.5) - 0.5) / max(planeSlope * coarse, vec2(1e-6));
      float crowding = smoothstep(2.0, 5.0, min(1.0 / (planeSlope.x * coarse.x), 1.0 / (planeSlope.y * coarse.y)));
      shown = mix(shown, toSrgb(color * 0.13), max(coverage(mesh.x, 1.0), coverage(mesh.y, 1.0)) * 0.42 * crowding);
    }
    gl_FragColor = vec4(shown, 1.0);
  }
`;

/** The contour shadow on the floor: the same mesh pressed flat. */
export const floorVertex = /* glsl */ `
  ${COMMON}
  attribute float heightShown;
  attribute float heightBefore;
  attribute float colorShown;
  attribute float colorBefore;
  attribute vec4 marks;
  uniform float blend;
  uniform vec2 halfSides;
  varying float vHeight;
  varying float vColor;
  varying float vValid;
  varying vec2 vPlane;
  void main() {
    vPlane = vec2(position.x / halfSides.x, -position.z / halfSides.y) * 0.5 + 0.5;
    vHeight = mix(heightBefore, heightShown, blend);
    vColor = mix(colorBefore, colorShown, blend);
    vValid = marks.z;
    gl_Position = projectionMatrix * viewMatrix * vec4(position.x, FLOOR, position.z, 1.0);
  }
`;

export const floorFragment = /* glsl */ `
  ${FRAGMENT}
  uniform sampler2D map;
  uniform sampler2D drape;
  uniform float draped;
  uniform float floorDivisions;
  uniform float bandOpacity;
  uniform float lineShade;
  varying float vHeight;
  varying float vColor;
  varying float vValid;
  varying vec2 vPlane;
  vec3 mapAt(float height) {
    return toSrgb(texture2D(map, vec2(clamp(height, 0.0, 1.0) * 0.99609375 + 0.001953125, 0.5)).rgb);
  }
  void main() {
    float lines = onComb(vHeight, vColor) * floorDivisions;
    float slope = max(length(vec2(dFdx(lines), dFdy(lines))) * pixels, 1e-7);
    if (vHeight > CUT_TOP || vHeight < CUT_BOTTOM || vValid < 0.5) discard;
    vec3 laid = toSrgb(texture2D(drape, vPlane).rgb);
    vec3 here = mix(mapAt(vColor), laid, draped);
    float spacing = 1.0 / slope;
    float heightSlope = length(vec2(dFdx(vHeight), dFdy(vHeight)));
    vec2 planeSlope = vec2(length(vec2(dFdx(vPlane.x), dFdy(vPlane.x))), length(vec2(dFdx(vPlane.y), dFdy(vPlane.y))));
    float line = sloped(heightSlope, planeSlope) * coverage(abs(fract(lines - 0.5) - 0.5) * spacing, 1.1) * smoothstep(2.0, 4.5, spacing) * 0.62;
    vec3 ink = here * lineShade;
    gl_FragColor = vec4(ink * line + here * bandOpacity * (1.0 - line), line + bandOpacity * (1.0 - line));
  }
`;

/** The shadow that the surface casts on the floor's plane, beyond its edges too. */
export const shadowVertex = /* glsl */ `
  ${COMMON}
  varying vec2 vPlace;
  varying vec4 vClip;
  void main() {
    vPlace = position.xz;
    vClip = projectionMatrix * viewMatrix * vec4(position.x, FLOOR, position.z, 1.0);
    gl_Position = vClip;
  }
`;

export const shadowFragment = /* glsl */ `
  ${COMMON}
  uniform sampler2D castShadow;
  uniform vec3 shadowColor;
  uniform float shadowStrength;
  uniform vec2 halfSides;
  uniform vec2 paneSize;
  varying vec2 vPlace;
  varying vec4 vClip;
  void main() {
    float beyond = length(max(abs(vPlace) - halfSides, 0.0));
    // Gone before the pane ends, so that nothing is seen to be cut there.
    vec2 rest = (1.0 - abs(vClip.xy / vClip.w)) * 0.5 * paneSize;
    float shown = (1.0 - smoothstep(0.0, 0.55, beyond)) * smoothstep(0.0, 36.0, min(rest.x, rest.y));
    float alpha = texture2D(castShadow, vPlace / ${glsl(2 * SHADOW_REACH)} + 0.5).r * shadowStrength * shown;
    if (alpha < 0.002) discard;
    gl_FragColor = vec4(shadowColor * alpha, alpha);
  }
`;
