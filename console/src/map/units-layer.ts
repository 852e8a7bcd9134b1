// All units in one draw call: the graphics card moves them between two positions by itself.

import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from "maplibre-gl";
import { GLIDE_MS, STRIDE, type Fleet } from "../state/fleet.ts";
import { rgb, type Palette } from "./palette.ts";

const VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec4 a_way;
layout(location = 1) in vec4 a_more;
uniform mat4 u_matrix;
uniform float u_now;
uniform float u_glide;
uniform float u_size;
uniform float u_ratio;
uniform float u_far;
uniform int u_pass;
uniform vec3 u_colours[7];
out vec3 v_colour;
out float v_alpha;
out float v_shape;
out float v_hollow;
out float v_heading;
void main() {
  float style = a_more.z;
  float look = mod(style, 16.0);
  bool busy = look > 2.5;
  if (style < 0.0 || (u_pass == 1) != busy) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = 0.0;
    return;
  }
  float t = clamp((u_now - a_more.x) / u_glide, 0.0, 1.0);
  gl_Position = u_matrix * vec4(mix(a_way.xy, a_way.zw, t), 0.0, 1.0);
  bool post = a_more.y < -5e8;
  float age = u_now - a_more.y;
  v_colour = u_colours[int(look)];
  v_alpha = post ? 1.0 : mix(1.0, 0.38, smoothstep(20.0, 150.0, age));
  if (!busy) v_alpha *= mix(1.0, 0.75, u_far);
  v_shape = floor(style / 16.0);
  v_hollow = post ? 1.0 : 0.0;
  v_heading = a_more.w;
  gl_PointSize = (busy ? max(u_size * 1.25, 11.0) : u_size) * u_ratio * 1.6;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
in vec3 v_colour;
in float v_alpha;
in float v_shape;
in float v_hollow;
in float v_heading;
uniform vec3 u_halo;
out vec4 colour;
float box(vec2 p, float r) { vec2 d = abs(p) - vec2(r); return max(d.x, d.y); }
float shape(vec2 p) {
  if (v_shape < 0.5) {
    // City: a triangle that points up, or where it goes.
    p.y += 0.04;
    return max(abs(p.x) * 0.87 + p.y * 0.5 - 0.30, -p.y - 0.50);
  }
  if (v_shape < 1.5) return box(p, 0.42);
  return length(p) - 0.47;
}
void main() {
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  p.y = -p.y;
  vec2 q = p;
  if (v_heading >= 0.0) {
    float a = radians(v_heading);
    q = vec2(cos(a) * p.x - sin(a) * p.y, sin(a) * p.x + cos(a) * p.y);
  }
  float d = shape(v_shape < 0.5 ? q : p);
  if (v_heading >= 0.0 && v_shape > 0.5) {
    // A beak beyond the rim says where it goes.
    d = min(d + 0.10, max(abs(q.x) * 0.80 + (q.y - 0.92) * 0.60, 0.20 - q.y));
  }
  float w = max(fwidth(d), 0.02);
  float inside = 1.0 - smoothstep(-w, w, d);
  float halo = 1.0 - smoothstep(0.14 - w, 0.14 + w, d);
  float rim = smoothstep(-0.20 - w, -0.20 + w, d);
  float fill = mix(1.0, max(rim, 0.12), v_hollow);
  vec3 c = mix(u_halo, v_colour, inside * fill);
  float alpha = halo * v_alpha;
  if (alpha < 0.01) discard;
  colour = vec4(c * alpha, alpha);
}`;

export class UnitsLayer implements CustomLayerInterface {
  readonly id = "units";
  readonly type = "custom" as const;
  readonly renderingMode = "2d" as const;
  /** The mean time between frames while units move, in milliseconds. */
  frameMs = 16;
  private map: MapLibre | null = null;
  private program: WebGLProgram | null = null;
  private buffer: WebGLBuffer | null = null;
  private vertices: WebGLVertexArrayObject | null = null;
  private uniforms = new Map<string, WebGLUniformLocation | null>();
  private uploaded = -1;
  private room = 0;
  private lastFrame = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly fleet: Fleet,
    private readonly colours: () => Palette,
    private readonly calm: () => boolean,
  ) {}

  onAdd(map: MapLibre, gl: WebGL2RenderingContext): void {
    this.map = map;
    const program = (this.program = link(gl, VERTEX, FRAGMENT));
    for (const name of ["u_matrix", "u_now", "u_glide", "u_size", "u_ratio", "u_far", "u_pass", "u_colours", "u_halo"]) {
      this.uniforms.set(name, gl.getUniformLocation(program, name));
    }
    this.buffer = gl.createBuffer();
    this.vertices = gl.createVertexArray();
    gl.bindVertexArray(this.vertices);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    for (const location of [0, 1]) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 4, gl.FLOAT, false, STRIDE * 4, location * 16);
    }
    gl.bindVertexArray(null);
    this.uploaded = -1;
    this.room = 0;
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    gl.deleteProgram(this.program);
    gl.deleteBuffer(this.buffer);
    gl.deleteVertexArray(this.vertices);
    this.map = null;
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const map = this.map;
    if (!map || !this.program || this.fleet.count === 0) return;
    const now = performance.now();
    const zoom = map.getZoom();
    gl.useProgram(this.program);
    this.upload(gl);
    gl.bindVertexArray(this.vertices);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    const colours = this.colours();
    gl.uniformMatrix4fv(this.at("u_matrix"), false, moved(input.defaultProjectionData.mainMatrix, this.fleet.origin));
    gl.uniform1f(this.at("u_now"), this.fleet.seconds(now));
    gl.uniform1f(this.at("u_glide"), this.calm() ? 0.001 : GLIDE_MS / 1000);
    gl.uniform1f(this.at("u_size"), sizeAt(zoom));
    gl.uniform1f(this.at("u_ratio"), window.devicePixelRatio);
    gl.uniform1f(this.at("u_far"), zoom < CLUSTER_ZOOM ? 1 : 0);
    gl.uniform3fv(this.at("u_colours"), colours.looks.flatMap(rgb));
    gl.uniform3fv(this.at("u_halo"), rgb(colours.halo));
    for (const pass of [0, 1]) {
      gl.uniform1i(this.at("u_pass"), pass);
      gl.drawArrays(gl.POINTS, 0, this.fleet.count);
    }
    gl.bindVertexArray(null);
    this.next(now);
  }

  /** While units move, frame follows frame; on a slow machine fewer of them, so that typing stays quick. */
  private next(now: number): void {
    const moving = !this.calm() && now - this.fleet.lastMoveMs < GLIDE_MS;
    if (!moving) {
      this.lastFrame = 0;
      return;
    }
    if (this.lastFrame > 0) this.frameMs = this.frameMs * 0.9 + Math.min(250, now - this.lastFrame) * 0.1;
    this.lastFrame = now;
    if (this.frameMs < 40) {
      this.map?.triggerRepaint();
    } else if (this.timer === null) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.frameMs *= 0.9;
        this.map?.triggerRepaint();
      }, 150);
    }
  }

  private upload(gl: WebGL2RenderingContext): void {
    if (this.uploaded === this.fleet.version) return;
    this.uploaded = this.fleet.version;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    const data = this.fleet.data;
    if (data.length > this.room) {
      this.room = data.length;
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
    } else {
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, data);
    }
  }

  private at(name: string): WebGLUniformLocation | null {
    return this.uniforms.get(name) ?? null;
  }
}

/** Below it, units that are free are counted in clusters. */
export const CLUSTER_ZOOM = 12;

export function sizeAt(zoom: number): number {
  return Math.max(4, Math.min(22, 4 + (zoom - 10) * 2.6));
}

/** A matrix behind a shift, computed in doubles: floats alone are metres off. */
function moved(matrix: ArrayLike<number>, by: readonly [number, number]): Float32Array {
  const m = Float64Array.from(matrix);
  for (let row = 0; row < 4; row += 1) {
    m[12 + row] = (m[row] ?? 0) * by[0] + (m[4 + row] ?? 0) * by[1] + (m[12 + row] ?? 0);
  }
  return Float32Array.from(m);
}

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error("no shader could be made");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? "shader");
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "program");
  return program;
}
