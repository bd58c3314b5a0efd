{{- /* The label by which everything of a release is found. */ -}}
{{- define "moderation.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: moderation
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- end -}}

{{- define "moderation.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- /* No root, nothing to write to but /tmp, no rights: every container of ours. */ -}}
{{- define "moderation.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "moderation.pod" -}}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  # The user "app" of the .NET images.
  runAsUser: 1654
  runAsGroup: 1654
  fsGroup: 1654
  seccompProfile: { type: RuntimeDefault }
{{- if .Values.image.pullSecrets }}
imagePullSecrets:
{{- range .Values.image.pullSecrets }}
  - name: {{ . | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "moderation.image" -}}
{{ .root.Values.image.registry }}/moderation-{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{- define "moderation.secret" -}}
valueFrom:
  secretKeyRef:
    name: {{ .root.Values.secret | quote }}
    key: {{ .key | quote }}
{{- end -}}

{{- /* What a service is told; role is the database's: the service's own, or its owner's in a migration. */ -}}
{{- define "moderation.environment" -}}
{{- $root := .root -}}
- name: ASPNETCORE_ENVIRONMENT
  value: Production
- name: Operations__Port
  value: "9464"
- name: Operations__Address
  value: 0.0.0.0
{{- range $i, $network := $root.Values.proxies }}
- name: Proxies__{{ $i }}
  value: {{ $network | quote }}
{{- end }}
{{- if .service.database }}
- name: DATABASE_PASSWORD
  {{- include "moderation.secret" (dict "root" $root "key" .password) | nindent 2 }}
- name: ConnectionStrings__Database
  value: {{ printf "Host=%s;Database=%s;Username=%s;Password=$(DATABASE_PASSWORD)%s%s" ($root.Values.postgres.host | default (printf "%s-postgres-rw" $root.Release.Name)) .name .role $root.Values.postgres.options (include "moderation.verifiedDatabase" $root) | quote }}
{{- end }}
{{- if .service.broker }}
- name: RABBITMQ_PASSWORD
  {{- include "moderation.secret" (dict "root" $root "key" (printf "RABBITMQ_PASSWORD_%s" (upper .name))) | nindent 2 }}
- name: ConnectionStrings__RabbitMq
  {{- $broker := $root.Values.rabbitmq.host | default (printf "%s-rabbitmq" $root.Release.Name) }}
  {{- if $root.Values.rabbitmq.tls.authority }}
  value: {{ printf "amqps://%s:$(RABBITMQ_PASSWORD)@%s:5671/moderation?cacertfile=/etc/moderation/broker/ca.crt" .name $broker | quote }}
  {{- else }}
  value: {{ printf "amqp://%s:$(RABBITMQ_PASSWORD)@%s:5672/moderation" .name $broker | quote }}
  {{- end }}
{{- end }}
{{- range $variable, $key := .service.secrets }}
- name: {{ $variable }}
  {{- include "moderation.secret" (dict "root" $root "key" $key) | nindent 2 }}
{{- end }}
{{- range $variable, $value := .service.settings }}
- name: {{ $variable }}
  value: {{ $value | replace "{release}" $root.Release.Name | quote }}
{{- end }}
{{- end -}}

{{- define "moderation.brokerPort" -}}
{{ if .Values.rabbitmq.tls.authority }}5671{{ else }}5672{{ end }}
{{- end -}}

{{- define "moderation.verifiedDatabase" -}}
{{- if .Values.postgres.tls.authority -}}
;SSL Mode=VerifyFull;Root Certificate=/etc/moderation/database/ca.crt
{{- end -}}
{{- end -}}

{{- /* What every container of ours has in its file system beside the image: the authorities whose word it takes. */ -}}
{{- define "moderation.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if .Values.rabbitmq.tls.authority }}
- { name: broker-authority, mountPath: /etc/moderation/broker, readOnly: true }
{{- end }}
{{- if .Values.postgres.tls.authority }}
- { name: database-authority, mountPath: /etc/moderation/database, readOnly: true }
{{- end }}
{{- end -}}

{{- define "moderation.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
{{- if .Values.rabbitmq.tls.authority }}
- name: broker-authority
  secret:
    secretName: {{ .Values.rabbitmq.tls.authority | quote }}
    items: [{ key: ca.crt, path: ca.crt }]
{{- end }}
{{- if .Values.postgres.tls.authority }}
- name: database-authority
  secret:
    secretName: {{ .Values.postgres.tls.authority | quote }}
    items: [{ key: ca.crt, path: ca.crt }]
{{- end }}
{{- end -}}

{{- define "moderation.toPostgres" -}}
- ports: [{ port: 5432 }]
  {{- if .Values.postgres.create }}
  to:
    - podSelector:
        matchLabels:
          cnpg.io/cluster: {{ .Release.Name }}-postgres
  {{- end }}
{{- end -}}

{{- define "moderation.postgresParameters" -}}
max_connections: "400"
shared_buffers: 512MB
jit: "off"
wal_compression: "on"
{{- end -}}
