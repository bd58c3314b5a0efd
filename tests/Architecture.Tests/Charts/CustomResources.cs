using k8s.Models;
using YamlDotNet.Serialization;

namespace Moderation.Architecture.Tests.Charts;

/// <summary>What operators have added to Kubernetes, as far as the chart uses it, by their own names.</summary>
internal static class CustomResources
{
    public static Dictionary<string, Type> Types { get; } = new(StringComparer.Ordinal)
    {
        ["rabbitmq.com/v1beta1/RabbitmqCluster"] = typeof(CustomResource<RabbitmqSpec>),
        ["postgresql.cnpg.io/v1/Cluster"] = typeof(CustomResource<PostgresSpec>),
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(CustomResource<ScalingSpec>),
        ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(CustomResource<AuthenticationSpec>),
        ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(CustomResource<MonitorSpec>),
    };
}

public class CustomResource<TSpec>
    where TSpec : new()
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    public TSpec Spec { get; set; } = new();
}

public class RabbitmqSpec
{
    public int Replicas { get; set; }

    public string Image { get; set; } = "";

    public Disk Persistence { get; set; } = new();

    public V1ResourceRequirements Resources { get; set; } = new();

    public Certificate? Tls { get; set; }

    public Settings Rabbitmq { get; set; } = new();

    public Overrides Override { get; set; } = new();

    public class Disk
    {
        public string Storage { get; set; } = "";

        public string? StorageClassName { get; set; }
    }

    public class Settings
    {
        public string AdditionalConfig { get; set; } = "";
    }

    public class Certificate
    {
        public string SecretName { get; set; } = "";
    }

    public class Overrides
    {
        public Set StatefulSet { get; set; } = new();
    }

    public class Set
    {
        public SetSpec Spec { get; set; } = new();
    }

    public class SetSpec
    {
        public V1PodTemplateSpec Template { get; set; } = new();
    }
}

public class PostgresSpec
{
    public int Instances { get; set; }

    public string ImageName { get; set; } = "";

    public bool EnableSuperuserAccess { get; set; }

    public Settings Postgresql { get; set; } = new();

    public Disk Storage { get; set; } = new();

    public V1ResourceRequirements Resources { get; set; } = new();

    public class Settings
    {
        public Commit? Synchronous { get; set; }

        public Dictionary<string, string> Parameters { get; set; } = [];
    }

    public class Commit
    {
        public string Method { get; set; } = "";

        public int Number { get; set; }

        public string DataDurability { get; set; } = "";
    }

    public class Disk
    {
        public string Size { get; set; } = "";

        public string? StorageClass { get; set; }
    }
}

public class ScalingSpec
{
    public Target ScaleTargetRef { get; set; } = new();

    public int MinReplicaCount { get; set; }

    public int MaxReplicaCount { get; set; }

    public int PollingInterval { get; set; }

    public int CooldownPeriod { get; set; }

    public IList<Trigger> Triggers { get; set; } = [];

    public class Target
    {
        public string Name { get; set; } = "";
    }

    public class Trigger
    {
        public string Type { get; set; } = "";

        public Dictionary<string, string> Metadata { get; set; } = [];

        public Target? AuthenticationRef { get; set; }
    }
}

public class AuthenticationSpec
{
    public IList<Parameter> SecretTargetRef { get; set; } = [];

    public class Parameter
    {
        [YamlMember(Alias = "parameter", ApplyNamingConventions = false)]
        public string Of { get; set; } = "";

        public string Name { get; set; } = "";

        public string Key { get; set; } = "";
    }
}

public class MonitorSpec
{
    public V1LabelSelector Selector { get; set; } = new();

    public IList<Endpoint> Endpoints { get; set; } = [];

    public class Endpoint
    {
        public string Port { get; set; } = "";

        public string Path { get; set; } = "";

        public string Interval { get; set; } = "";
    }
}
