using System.Data.Common;
using System.Text.Json;
using k8s.Models;
using NJsonSchema;

namespace Moderation.Architecture.Tests.Charts;

/// <summary>The chart asks of Kubernetes what it knows, and of the services what they have.</summary>
public class ChartTests
{
    private static readonly string[] Confidential = ["Key", "Secret", "PASSWORD"];

    private readonly Chart _chart = new();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void All_of_it_is_known_to_Kubernetes_and_selects_what_there_is(bool upgrade, bool servers)
    {
        _chart.Part("postgres")["create"] = servers;
        _chart.Part("rabbitmq")["create"] = servers;
        _chart.Part("ingress")["enabled"] = true;
        _chart.Values["serviceMonitor"] = true;

        var objects = _chart.Render(upgrade);

        var labels = PodsOf(objects).Select(pod => pod.Metadata?.Labels).OfType<IDictionary<string, string>>().ToList();
        var names = objects.Select(o => $"{TypeOf(o).Name} {NameOf(o)}").ToList();
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        Assert.All(Selectors(objects), selector =>
            Assert.Contains(labels, pod => selector.All(label => pod.Contains(label)))
        );
        foreach (var name in ServiceSettings.Projects.Keys)
        {
            Assert.Contains($"V1Deployment paper-{name}", names);
            Assert.Contains($"V1NetworkPolicy paper-{name}", names);
        }
        var job = Assert.Single(objects.OfType<V1Job>());
        Assert.Equal(upgrade ? "pre-upgrade" : null, job.Metadata.Annotations?["helm.sh/hook"]);
        Assert.Equal(servers, objects.OfType<CustomResource<PostgresSpec>>().Any());
    }

    [Fact]
    public void Every_variable_is_read_and_none_is_missing_that_a_service_needs_or_has_in_containers()
    {
        foreach (var (name, project) in ServiceSettings.Projects)
        {
            var settings = new ServiceSettings(project);
            var variables = ContainersOf(_chart.Render()).Where(c => c.Name == name).Select(c => c.Env.ToList()).ToList();
            Assert.Equal(2, variables.Count);
            foreach (var environment in variables)
            {
                var names = environment.Select(variable => variable.Name).ToList();
                var values = string.Concat(environment.Select(variable => variable.Value));
                Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
                Assert.DoesNotContain(names, n => !settings.Reads(n) && !values.Contains($"$({n})", StringComparison.Ordinal));
                Assert.Empty(settings.NeededVariables.Except(names));
                Assert.Empty(ComposeFile.VariablesOf(name).Except(names));
            }
        }
        Assert.False(new ServiceSettings("Intake").Reads("Keys__Fone"));
        Assert.False(new ServiceSettings("Publisher").Reads("Webhooks__Endpoints__0__Adress"));
    }

    [Fact]
    public void Every_port_and_path_exists_and_every_copy_is_asked_whether_it_lives_and_is_ready()
    {
        var image = Tree.Read("infra/Dockerfile");
        var sources = Tree.Read("services/ServiceDefaults/Defaults.cs") + Tree.Read("services/ServiceDefaults/OperationsPort.cs");
        var deployments = _chart.Render().OfType<V1Deployment>().ToList();
        Assert.Equal(ServiceSettings.Projects.Count, deployments.Count);
        foreach (var container in deployments.Select(d => Assert.Single(d.Spec.Template.Spec.Containers)))
        {
            Assert.Equal([8080, 9464], container.Ports.Select(port => port.ContainerPort));
            Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", image, StringComparison.Ordinal);
            Assert.Equal("9464", container.Env.Single(variable => variable.Name == "Operations__Port").Value);
            foreach (var probe in (V1HTTPGetAction[])[container.StartupProbe.HttpGet, container.LivenessProbe.HttpGet])
            {
                Assert.Equal("http", (string)probe.Port);
                Assert.Contains($"MapHealthChecks(\"{probe.Path}\"", sources, StringComparison.Ordinal);
            }
            Assert.Equal(["bash", "/usr/local/bin/ready.sh", "8080"], container.ReadinessProbe.Exec.Command);
            Assert.Contains("infra/lib/ready.sh /usr/local/bin/ready.sh", image, StringComparison.Ordinal);
        }
        Assert.Contains("MapPrometheusScrapingEndpoint()", sources, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_secret_comes_by_its_name_and_is_one_that_the_scripts_make()
    {
        var made = Tree.Read("infra/lib/secrets.sh") + Tree.Read("infra/compose-env.sh");
        var secrets = ContainersOf(_chart.Render())
            .SelectMany(container => container.Env ?? [])
            .Select(variable => (variable.Name, variable.Value, Secret: variable.ValueFrom?.SecretKeyRef))
            .ToList();
        Assert.All(secrets.Where(s => s.Secret is { Name: "moderation" }), s =>
            Assert.Matches($@"\b{s.Secret!.Key}\b", made)
        );
        Assert.DoesNotContain(secrets, s =>
            s.Value is { Length: > 0 } && Confidential.Any(word => s.Name.Contains(word, StringComparison.Ordinal))
        );
        Assert.True(secrets.Count(s => s.Secret is not null) > 30);
    }

    [Fact]
    public void Every_container_is_without_root_and_rights_and_writes_to_nothing_but_what_it_is_given()
    {
        foreach (var pod in PodsOf(_chart.Render()))
        {
            foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []).Where(c => c.Image is not null))
            {
                var context = container.SecurityContext;
                Assert.True(
                    context is { ReadOnlyRootFilesystem: true, RunAsNonRoot: true, AllowPrivilegeEscalation: false }
                        && context.Capabilities.Drop.Contains("ALL")
                        && container.Resources.Limits.ContainsKey("memory")
                        && container.Resources.Requests.ContainsKey("cpu"),
                    container.Name
                );
            }
            if (pod.Spec.Containers.All(container => container.Image is not null))
                Assert.True(pod.Spec is { AutomountServiceAccountToken: false, SecurityContext.RunAsUser: > 0 });
        }
    }

    [Fact]
    public void Whoever_asks_a_service_may_leave_and_is_let_in_and_nobody_else()
    {
        var policies = _chart.Render().OfType<V1NetworkPolicy>().ToDictionary(policy => policy.Metadata.Name);
        Assert.Equal(["Ingress", "Egress"], policies["paper-nobody"].Spec.PolicyTypes);
        Assert.Null(policies["paper-nobody"].Spec.Ingress);
        Assert.Null(policies["paper-nobody"].Spec.Egress);
        foreach (var name in ServiceSettings.Projects.Keys)
        {
            var part = _chart.Part("services", name);
            var addresses = string.Join(' ', ((Dictionary<string, object?>)part["settings"]!).Values);
            var named = ServiceSettings.Projects.Keys.Where(o => addresses.Contains($"-{o}:8080", StringComparison.Ordinal));
            Assert.Equal(named.Order(), AskedBy(name).Order());
            var asking = ServiceSettings.Projects.Keys.Where(other => AskedBy(other).Contains(name));
            var readers = policies[$"paper-{name}"].Spec.Ingress.Where(rule => rule.Ports.Any(port => port.Port == "8080"));
            Assert.Equal(asking.Order(), Named(readers.SelectMany(rule => rule.FromProperty)).Order());
        }

        IEnumerable<string> AskedBy(string name) =>
            Named(
                policies[$"paper-{name}"]
                    .Spec.Egress.Where(rule => rule.Ports?.Any(port => port.Port == "8080") ?? false)
                    .SelectMany(rule => rule.To)
            );

        static IEnumerable<string> Named(IEnumerable<V1NetworkPolicyPeer> peers) =>
            peers
                .Select(peer => peer.PodSelector?.MatchLabels?["app.kubernetes.io/name"] ?? "")
                .Where(ServiceSettings.Projects.ContainsKey);
    }

    [Fact]
    public void RabbitMQ_and_PostgreSQL_are_set_up_by_the_scripts_themselves()
    {
        var objects = _chart.Render();
        var maps = objects.OfType<V1ConfigMap>().SelectMany(map => map.Data).ToDictionary(file => file.Key, file => file.Value);
        Assert.Equal(Tree.Read("infra/lib/definitions.sh").TrimEnd(), maps["definitions.sh"].TrimEnd());
        Assert.Equal(Tree.Read("infra/postgres-init.sh").TrimEnd(), maps["postgres-init.sh"].TrimEnd());
        Assert.Equal(Tree.Read("infra/database.sql").TrimEnd(), maps["database.sql"].TrimEnd());
        var scaling = Assert.Single(objects.OfType<CustomResource<ScalingSpec>>()).Spec;
        Assert.Contains($"[{scaling.Triggers[0].Metadata["queueName"]}]=", maps["definitions.sh"], StringComparison.Ordinal);
        Assert.Equal("paper-classifier", scaling.ScaleTargetRef.Name);
        Assert.Contains(
            scaling.Triggers[0].Metadata["hostFromEnv"],
            ContainersOf(objects).First(container => container.Name == "classifier").Env.Select(variable => variable.Name)
        );
        Assert.Equal(3, Assert.Single(objects.OfType<CustomResource<RabbitmqSpec>>()).Spec.Replicas);
        var postgres = Assert.Single(objects.OfType<CustomResource<PostgresSpec>>()).Spec;
        Assert.Equal("required", postgres.Postgresql.Synchronous?.DataDurability);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_authorities_broker_and_database_are_reached_by_verified_TLS_alone_by_all_who_reach_them(bool servers)
    {
        _chart.Part("postgres")["create"] = servers;
        _chart.Part("rabbitmq")["create"] = servers;
        _chart.Part("rabbitmq", "tls")["authority"] = "broker-ca";
        _chart.Part("rabbitmq", "tls")["certificate"] = "broker-tls";
        _chart.Part("postgres", "tls")["authority"] = "paper-postgres-ca";

        var objects = _chart.Render();

        foreach (var (pod, container) in OursIn(objects))
        {
            var variables = container.Env.ToDictionary(variable => variable.Name, variable => variable.Value);
            var database = new DbConnectionStringBuilder { ConnectionString = variables["ConnectionStrings__Database"] };
            Assert.Equal("VerifyFull", database["SSL Mode"]);
            Assert.Equal("paper-postgres-ca", SecretBehind((string)database["Root Certificate"], pod, container));
            if (!variables.TryGetValue("ConnectionStrings__RabbitMq", out var broker))
                continue;
            Assert.Matches(@"^amqps://\w+:\$\(RABBITMQ_PASSWORD\)@[^:]*:5671/moderation\?cacertfile=", broker);
            Assert.Equal("broker-ca", SecretBehind(broker.Split("?cacertfile=")[1], pod, container));
        }
        var ports = objects
            .OfType<V1NetworkPolicy>()
            .SelectMany(policy =>
                (policy.Spec.Egress ?? []).SelectMany(rule => rule.Ports ?? [])
                    .Concat((policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports ?? []))
            )
            .Select(port => (string)port.Port)
            .ToList();
        Assert.Contains("5671", ports);
        Assert.DoesNotContain("5672", ports);
        var asking = Assert.Single(objects.OfType<CustomResource<AuthenticationSpec>>());
        Assert.Equal(
            asking.Metadata.Name,
            Assert.Single(objects.OfType<CustomResource<ScalingSpec>>()).Spec.Triggers[0].AuthenticationRef?.Name
        );
        var enabling = Assert.Single(objects.OfType<V1Secret>());
        Assert.Equal(
            [("tls", enabling.Metadata.Name, "tls"), ("ca", "broker-ca", "ca.crt")],
            asking.Spec.SecretTargetRef.Select(parameter => (parameter.Of, parameter.Name, parameter.Key))
        );
        Assert.Equal("enable", enabling.StringData["tls"]);
        if (servers)
            Assert.Equal("broker-tls", Assert.Single(objects.OfType<CustomResource<RabbitmqSpec>>()).Spec.Tls?.SecretName);
    }

    [Fact]
    public void Without_authorities_nothing_is_mounted_that_is_not_there()
    {
        var objects = _chart.Render();

        Assert.All(OursIn(objects), one => Assert.DoesNotContain(one.Pod.Spec.Volumes, volume => volume.Secret is not null));
        Assert.Empty(objects.OfType<V1Secret>());
        Assert.DoesNotContain(
            OursIn(objects).SelectMany(one => one.Container.Env),
            variable => variable.Value?.Contains("/etc/moderation", StringComparison.Ordinal) == true
        );
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("\"copies\":2", "\"copies\":\"two\"")]
    [InlineData("\"secret\":\"moderation\"", "\"secret\":\"\"")]
    [InlineData("\"proxies\":[\"10.0.0.0/8\"]", "\"proxies\":[]")]
    [InlineData("\"create\":true", "\"crate\":true")]
    [InlineData("\"authority\":\"\",\"certificate\":\"\"", "\"authority\":\"ca\",\"certificate\":\"\"")]
    [InlineData("\"Site__Policy\":\"api-key\"", "\"Site__Policy\":7")]
    public async Task The_values_are_as_their_schema_says_and_mistakes_are_not(string part, string? mistake)
    {
        var schema = await JsonSchema.FromJsonAsync(
            Tree.Read(Chart.Folder + "/values.schema.json"),
            TestContext.Current.CancellationToken
        );
        var values = JsonSerializer.Serialize(_chart.Values);
        Assert.Contains(part, values, StringComparison.Ordinal);

        var errors = schema.Validate(mistake is null ? values : values.Replace(part, mistake, StringComparison.Ordinal));

        Assert.Equal(mistake is not null, errors.Count > 0);
    }

    /// <summary>The services and their migrations.</summary>
    private static IEnumerable<(V1PodTemplateSpec Pod, V1Container Container)> OursIn(IEnumerable<object> objects) =>
        from pod in PodsOf(objects)
        from container in pod.Spec.Containers
        where ServiceSettings.Projects.ContainsKey(container.Name)
        select (pod, container);

    /// <summary>From which Secret a file comes that a container reads, and cannot write.</summary>
    private static string? SecretBehind(string path, V1PodTemplateSpec pod, V1Container container)
    {
        var mount = container.VolumeMounts.Single(one => one.MountPath == Path.GetDirectoryName(path));
        Assert.True(mount.ReadOnlyProperty);
        var secret = pod.Spec.Volumes.Single(volume => volume.Name == mount.Name).Secret;
        Assert.Equal(Path.GetFileName(path), Assert.Single(secret.Items).Path);
        return secret.SecretName;
    }

    private static List<V1PodTemplateSpec> PodsOf(IEnumerable<object> objects) =>
        [
            .. objects
                .Select(o =>
                    o switch
                    {
                        V1Deployment deployment => deployment.Spec.Template,
                        V1Job job => job.Spec.Template,
                        CustomResource<RabbitmqSpec> broker => broker.Spec.Override.StatefulSet.Spec.Template,
                        _ => null,
                    }
                )
                .OfType<V1PodTemplateSpec>(),
        ];

    private static IEnumerable<V1Container> ContainersOf(IEnumerable<object> objects) =>
        PodsOf(objects).SelectMany(pod => pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []));

    /// <summary>Of our own pods; those of the operators carry labels that these give.</summary>
    private static IEnumerable<IDictionary<string, string>> Selectors(IEnumerable<object> objects) =>
        objects
            .SelectMany(o =>
                o switch
                {
                    V1Service { Metadata.Name: not "paper-nobody" } service => [service.Spec.Selector],
                    V1Deployment deployment => [deployment.Spec.Selector.MatchLabels],
                    V1PodDisruptionBudget budget => [budget.Spec.Selector.MatchLabels],
                    V1NetworkPolicy policy => [policy.Spec.PodSelector.MatchLabels],
                    CustomResource<MonitorSpec> monitor => [monitor.Spec.Selector.MatchLabels],
                    _ => Array.Empty<IDictionary<string, string>>(),
                }
            )
            .Where(selector => !selector.ContainsKey("cnpg.io/cluster") && !selector.Values.Contains("paper-rabbitmq"));

    private static Type TypeOf(object o) =>
        o.GetType() is { IsGenericType: true } type ? type.GenericTypeArguments[0] : o.GetType();

    private static string NameOf(object o) =>
        o is IMetadata<V1ObjectMeta> known ? known.Metadata.Name : ((V1ObjectMeta)((dynamic)o).Metadata).Name;
}
